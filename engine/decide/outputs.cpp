#include "engine/decide/editrules.h"

#include "engine/content/params.h"

#include <QJsonDocument>

namespace Drover {

using namespace Qt::StringLiterals;

namespace {

/// One line of $RS_OUTPUT: `NAME=JSON`, `cluster:NAME=JSON`, `cluster:NAME?=JSON`, `cluster:NAME/KEY=JSON`.
struct OutputLine
{
    bool cluster = false;
    bool onlyIfUnset = false;
    QString name;
    QJsonValue value;
};

Result<OutputLine> parseLine(const QString& line)
{
    const qsizetype equals = line.indexOf(u'=');
    if (equals <= 0)
        return fail(u"output-invalid"_s, u"the output line “%1” is no NAME=JSON"_s.arg(line.left(120)));
    OutputLine parsed;
    parsed.name = line.left(equals).trimmed();
    if (parsed.name.endsWith(u'?')) {
        parsed.onlyIfUnset = true;
        parsed.name.chop(1);
    }
    if (parsed.name.startsWith("cluster:"_L1)) {
        parsed.cluster = true;
        parsed.name.remove(0, 8);
    }
    QJsonParseError problem;
    const QByteArray json = '[' + line.mid(equals + 1).toUtf8() + ']';
    const QJsonArray array = QJsonDocument::fromJson(json, &problem).array();
    if (problem.error != QJsonParseError::NoError || array.size() != 1)
        return fail(u"output-invalid"_s,
                    u"the value of output %1 is not JSON: quote strings as \"text\""_s.arg(parsed.name));
    parsed.value = array.first();
    return parsed;
}

bool isObservation(const QString& line)
{
    return line.startsWith("progress="_L1) || line.startsWith("status="_L1);
}

/// `cluster:etcd/endpoints/cp-1` sets the key `cp-1` of the map param `etcd/endpoints` when that is the
/// longest declared prefix; a name that is itself declared is set whole.
std::pair<QString, QString> splitKey(const Content& content, const QString& name)
{
    if (content.param(name))
        return {name, {}};
    for (qsizetype slash = name.lastIndexOf(u'/'); slash > 0; slash = name.lastIndexOf(u'/', slash - 1)) {
        if (content.param(name.left(slash)))
            return {name.left(slash), name.mid(slash + 1)};
    }
    return {name, {}};
}

} // namespace

Result<> applyOutputs(Decider& d, const Job& job, const QByteArray& outputs)
{
    if (outputs.isEmpty())
        return {};
    const Profile* profile = job.cluster.isEmpty() ? nullptr : d.state().find<Profile>(job.cluster);
    QJsonObject own;
    QJsonObject shared;
    for (const QString& raw : QString::fromUtf8(outputs).split(u'\n')) {
        const QString line = raw.trimmed();
        if (line.isEmpty() || isObservation(line))
            continue;
        const Result<OutputLine> parsed = parseLine(line);
        if (!parsed)
            return tl::make_unexpected(parsed.error());
        if (isKeptParam(parsed->name))
            return fail(u"output-invalid"_s,
                        u"%1 is kept by the engine and can't be set"_s.arg(parsed->name));
        if (!parsed->cluster) {
            own.insert(parsed->name, parsed->value);
            continue;
        }
        if (!profile)
            return fail(u"output-invalid"_s,
                        u"output cluster:%1, but %2 is in no cluster"_s.arg(parsed->name, job.machineName));
        const auto [name, key] = splitKey(d.content(), parsed->name);
        const QJsonValue current = shared.contains(name) ? shared.value(name) : profile->params.value(name);
        if (!key.isEmpty()) {
            QJsonObject map = current.toObject();
            if (!(parsed->onlyIfUnset && map.contains(key)))
                map.insert(key, parsed->value);
            shared.insert(name, map);
        } else if (!(parsed->onlyIfUnset && !current.isUndefined())) {
            shared.insert(name, parsed->value);
        }
    }
    for (const QJsonObject& params : {own, shared}) {
        for (auto it = params.constBegin(); it != params.constEnd(); ++it) {
            if (const Result<> fits = checkValue(it.key(), d.content().param(it.key()), *it); !fits)
                return fail(u"output-invalid"_s, u"output %1: %2"_s.arg(it.key(), fits.error().text));
        }
    }
    const Machine& machine = *d.machine(job.machine);
    const QJsonObject before = formerValues(machine.params, own.keys());
    const Result<bool> set = recordParams(d, machine, {job.machine, {}, own, {}, before, {}, 0});
    if (!set)
        return fail(u"output-invalid"_s, u"output access/runner: %1"_s.arg(set.error().text));
    if (!shared.isEmpty())
        d.record(Events::ParamsChanged{
            {}, job.cluster, shared, {}, formerValues(profile->params, shared.keys()), {}, 0});
    return {};
}

} // namespace Drover
