#include "app/cli/plannotes.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QStandardPaths>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Drover {

namespace {

constexpr int plansKept = 50;

QDir notesFolder()
{
    return QDir(QStandardPaths::writableLocation(QStandardPaths::GenericCacheLocation) + u"/drover/plans"_s);
}

/// An id comes from the command line: it names a file only when it looks like one of ours.
bool isPlanId(const QString& id)
{
    return !id.isEmpty() && std::ranges::all_of(id, [](QChar c) {
        return (c >= u'0' && c <= u'9') || (c >= u'a' && c <= u'f');
    });
}

/// A plan as sentences that can be compared.
QStringList sentences(const QJsonObject& plan)
{
    QStringList lines;
    for (const QString& key : {u"application"_s, u"broker"_s, u"pool"_s})
        lines.append(u"%1 %2"_s.arg(key, plan.value(key).toString()));
    for (const QJsonValue role : plan.value(u"roles"_s).toArray())
        lines.append(u"%1 × %2"_s.arg(role[u"role"_s].toString()).arg(role[u"count"_s].toInt()));
    for (const QJsonValue one : plan.value(u"add"_s).toArray())
        lines.append(u"%1 becomes %2"_s.arg(one[u"machine"_s].toString(), one[u"role"_s].toString()));
    for (const QJsonValue one : plan.value(u"remove"_s).toArray())
        lines.append(u"%1 leaves %2"_s.arg(one[u"machine"_s].toString(), one[u"role"_s].toString()));
    for (const QJsonValue check : plan.value(u"checks"_s).toArray())
        lines.append(u"%1: %2"_s.arg(check[u"severity"_s].toString(), check[u"text"_s].toString()));
    for (const QJsonValue step : plan.value(u"steps"_s).toArray())
        lines.append(u"step: %1"_s.arg(step[u"text"_s].toString()));
    return lines;
}

} // namespace

void notePlan(const QJsonObject& plan)
{
    const QString id = plan.value(u"id"_s).toString();
    QDir folder = notesFolder();
    if (!isPlanId(id) || !folder.mkpath(u"."_s))
        return;
    QFile file(folder.filePath(id));
    if (file.open(QIODevice::WriteOnly))
        file.write(QJsonDocument(plan).toJson(QJsonDocument::Compact));
    const QStringList newestFirst = folder.entryList(QDir::Files, QDir::Time);
    for (const QString& old : newestFirst.mid(plansKept))
        folder.remove(old);
}

std::optional<QJsonObject> notedPlan(const QString& id)
{
    QFile file(notesFolder().filePath(id));
    if (!isPlanId(id) || !file.open(QIODevice::ReadOnly))
        return std::nullopt;
    const QJsonDocument document = QJsonDocument::fromJson(file.readAll());
    return document.isObject() ? std::optional(document.object()) : std::nullopt;
}

QStringList planDifference(const QJsonObject& before, const QJsonObject& now)
{
    const QStringList old = sentences(before);
    const QStringList fresh = sentences(now);
    QStringList lines;
    for (const QString& line : old) {
        if (!fresh.contains(line))
            lines.append(u"- "_s + line);
    }
    for (const QString& line : fresh) {
        if (!old.contains(line))
            lines.append(u"+ "_s + line);
    }
    return lines;
}

} // namespace Drover
