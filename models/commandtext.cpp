#include "models/commandtext.h"

#include "models/parammodel.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace Drover {

QString shellWord(const QString& text)
{
    static const QRegularExpression plain(u"^[A-Za-z0-9_@%+=:,./-]+$"_s);
    if (plain.match(text).hasMatch())
        return text;
    return u'\'' + QString(text).replace(u'\'', u"'\\''"_s) + u'\'';
}

QString assignmentText(const QString& name, const QJsonValue& value)
{
    QString text = paramText(value);
    // A text that looks like JSON has to be told as a text.
    if (value.isString() && !QJsonDocument::fromJson('[' + text.toUtf8() + ']').array().isEmpty()) {
        const QByteArray quoted = QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact);
        text = QString::fromUtf8(quoted.mid(1, quoted.size() - 2));
    }
    return name + u'=' + text;
}

namespace {

/// The words of one command.
class Words
{
public:
    Words(const QStringList& verb, const QStringList& secrets) : m_words(u"drover"_s), m_secrets(secrets)
    {
        m_words += verb;
    }

    Words& word(const QString& text)
    {
        m_words.append(shellWord(text));
        return *this;
    }
    Words& words(const QStringList& texts)
    {
        for (const QString& text : texts)
            word(text);
        return *this;
    }
    Words& option(const QString& name, const QString& value) { return words({name, value}); }
    Words& option(const QString& name, const std::optional<QString>& value)
    {
        return value ? option(name, *value) : *this;
    }
    Words& optionUnlessEmpty(const QString& name, const QString& value)
    {
        return value.isEmpty() ? *this : option(name, value);
    }
    Words& each(const QString& name, const QStringList& values)
    {
        for (const QString& value : values)
            option(name, value);
        return *this;
    }
    /// A whole list; an empty word empties it.
    Words& list(const QString& name, const QStringList& values)
    {
        return each(name, values.isEmpty() ? QStringList{QString()} : values);
    }
    /// `KEY=VALUE`, behind an option when that is named.
    Words& params(const QJsonObject& params, const QString& name = {})
    {
        for (auto it = params.constBegin(); it != params.constEnd(); ++it) {
            if (m_secrets.contains(it.key()) || it->toObject().contains("$sealed"_L1)) {
                m_leftOut.append(it.key());
                continue;
            }
            if (!name.isEmpty())
                m_words.append(name);
            word(assignmentText(it.key(), it.value()));
        }
        return *this;
    }
    [[nodiscard]] QString text(const QString& reason) const
    {
        QString line = m_words.join(u' ');
        if (!reason.isEmpty())
            line += u" --reason "_s + shellWord(reason);
        if (!m_leftOut.isEmpty())
            line += u" # "_s + m_leftOut.join(u", "_s);
        return line;
    }

private:
    QStringList m_words;
    QStringList m_secrets;
    QStringList m_leftOut;
};

void transition(Words& words, const QString& name, const PoolActions& before, const PoolActions& after)
{
    const QString option = u"--"_s + name;
    if (after.workflow != before.workflow)
        words.option(option + u"-workflow"_s, after.workflow);
    if (after.addProfiles != before.addProfiles)
        words.list(option + u"-add-profile"_s, after.addProfiles);
    if (after.removeProfiles != before.removeProfiles)
        words.list(option + u"-remove-profile"_s, after.removeProfiles);
    if (after.addParameters != before.addParameters) {
        if (after.addParameters.isEmpty())
            words.option(option + u"-param"_s, QString());
        words.params(after.addParameters, option + u"-param"_s);
    }
    if (after.removeParameters != before.removeParameters)
        words.list(option + u"-remove-param"_s, after.removeParameters);
}

/// One overload per command that the command line has a verb for.
struct TextOf
{
    QString reason;
    QStringList secrets;

    Words verb(const QStringList& words) const { return {words, secrets}; }

    QString operator()(const Commands::SetParams& c) const
    {
        return verb({c.machine.isEmpty() ? u"profile"_s : u"machine"_s, u"set"_s})
            .word(c.machine.isEmpty() ? c.profile : c.machine)
            .params(c.set)
            .each(u"--unset"_s, c.unset)
            .text(reason);
    }
    QString operator()(const Commands::EditMachine& c) const
    {
        Words words = verb({u"machine"_s, u"set"_s});
        words.word(c.machine).params(c.set).each(u"--unset"_s, c.unset);
        words.option(u"--address"_s, c.address).option(u"--description"_s, c.description);
        if (c.profiles)
            words.list(u"--profile"_s, *c.profiles);
        return words.text(reason);
    }
    QString operator()(const Commands::EditProfile& c) const
    {
        return verb({u"profile"_s, c.create ? u"create"_s : u"set"_s})
            .word(c.profile)
            .params(c.set)
            .each(u"--unset"_s, c.unset)
            .option(u"--description"_s, c.description)
            .text(reason);
    }
    QString operator()(const Commands::DeleteProfile& c) const
    {
        return verb({u"profile"_s, u"delete"_s}).word(c.profile).text(reason);
    }
    QString operator()(const Commands::CreateBroker& c) const
    {
        return verb({u"broker"_s, u"create"_s})
            .word(c.name)
            .optionUnlessEmpty(u"--pool"_s, c.pool)
            .optionUnlessEmpty(u"--description"_s, c.description)
            .params(c.params, u"--param"_s)
            .text(reason);
    }
    QString operator()(const Commands::SavePool& c) const
    {
        Words words = verb({u"pool"_s, c.create ? u"create"_s : u"set"_s});
        words.word(c.pool.name);
        const Pool before = c.before.value_or(Pool());
        const auto changed = [&](const QString& name, const auto& was, const auto& is) {
            if (was != is)
                words.option(name, QVariant(is).toString());
        };
        changed(u"--description"_s, before.description, c.pool.description);
        changed(u"--parent"_s, before.parent, c.pool.parent);
        changed(u"--min-free"_s, before.minFree, c.pool.minFree);
        if (before.autoFill.enabled != c.pool.autoFill.enabled)
            words.word(c.pool.autoFill.enabled ? u"--auto-fill"_s : u"--no-auto-fill"_s);
        changed(u"--max-free"_s, before.autoFill.maxFree, c.pool.autoFill.maxFree);
        changed(u"--acquire-pool"_s, before.autoFill.acquirePool, c.pool.autoFill.acquirePool);
        changed(u"--return-pool"_s, before.autoFill.returnPool, c.pool.autoFill.returnPool);
        transition(words, u"enter"_s, before.enterActions, c.pool.enterActions);
        transition(words, u"exit"_s, before.exitActions, c.pool.exitActions);
        transition(words, u"allocate"_s, before.allocateActions, c.pool.allocateActions);
        transition(words, u"release"_s, before.releaseActions, c.pool.releaseActions);
        return words.text(reason);
    }
    QString operator()(const Commands::DeletePool& c) const
    {
        return verb({u"pool"_s, u"delete"_s}).word(c.pool).text(reason);
    }
    QString operator()(const Commands::MoveMachines& c) const
    {
        Words words = verb({u"pool"_s, enumText(c.move)});
        words.word(c.pool).words(c.machines);
        if (c.count > 0)
            words.option(u"--count"_s, QString::number(c.count));
        if (c.minimum)
            words.option(u"--minimum"_s, QString::number(*c.minimum));
        words.params(c.filter, u"--filter"_s)
            .optionUnlessEmpty(u"--from"_s, c.from)
            .optionUnlessEmpty(u"--workflow"_s, c.actions.workflow)
            .each(u"--add-profile"_s, c.actions.addProfiles)
            .params(c.actions.addParameters, u"--param"_s);
        return words.text(reason);
    }
    QString operator()(const Commands::CreateWorkOrder& c) const
    {
        QStringList lines;
        for (const QString& target : c.targets.isEmpty() ? QStringList{c.target} : c.targets) {
            Words words = verb({u"cluster"_s, u"run"_s});
            words.word(target).word(c.blueprint).params(c.params, u"--param"_s);
            if (c.eachMember)
                words.word(u"--each-member"_s);
            lines.append(words.text(reason));
        }
        return lines.join(u'\n');
    }
    QString operator()(const Commands::CancelWorkOrder& c) const
    {
        return verb({u"work-order"_s, u"cancel"_s}).word(c.workOrder.toString()).text(reason);
    }
    QString operator()(const Commands::UndoChange& c) const
    {
        return verb({u"undo"_s}).word(QString::number(c.seq)).text(reason);
    }
    template <class C>
    QString operator()(const C&) const
    {
        return {};
    }
};

} // namespace

QString commandText(const Command& command, const QString& reason, const QStringList& secrets)
{
    return std::visit(TextOf{reason, secrets}, command);
}

} // namespace Drover
