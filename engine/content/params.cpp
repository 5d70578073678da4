#include "engine/content/params.h"

#include "engine/content/schema.h"

#include <QJsonArray>
#include <algorithm>

using namespace Qt::StringLiterals;

namespace Drover {

namespace {

/// Calls `visit(params, layer, source)` for each layer, highest first, until it answers false.
template <class Visit>
class LayerWalk
{
public:
    LayerWalk(const Content& content, const ParamLayers& layers, bool eachProfileOnce, Visit visit)
        : m_content(content), m_layers(layers), m_eachProfileOnce(eachProfileOnce), m_visit(std::move(visit))
    {
    }

    void run()
    {
        const StageDef* stage = m_layers.stage.isEmpty() ? nullptr : m_content.stage(m_layers.stage);
        (void)(m_visit(m_layers.workOrder, ParamLayer::WorkOrder, QString()) &&
               m_visit(m_layers.machine, ParamLayer::Machine, QString()) &&
               m_visit(m_layers.blueprint, ParamLayer::Blueprint, QString()) &&
               profiles(m_layers.blueprintProfiles, ParamLayer::Blueprint) &&
               (!stage || m_visit(stage->params, ParamLayer::Stage, stage->name)) &&
               profiles(m_layers.profiles, ParamLayer::Profile) &&
               (!stage || profiles(stage->profiles, ParamLayer::StageProfile)) &&
               profile(u"global"_s, ParamLayer::Global));
    }

private:
    bool profiles(const QStringList& names, ParamLayer layer)
    {
        for (const QString& name : names) {
            if (!profile(name, layer)) {
                return false;
            }
        }
        return true;
    }

    bool profile(const QString& name, ParamLayer layer)
    {
        if (!one(name, layer)) {
            return false;
        }
        for (const ProfileDef* def : m_content.profileWithNested(name)) {
            if (def->name != name && !one(def->name, layer)) {
                return false;
            }
        }
        return true;
    }

    bool one(const QString& name, ParamLayer layer)
    {
        if (m_eachProfileOnce) {
            if (m_visited.contains(name)) {
                return true;
            }
            m_visited.append(name);
        }
        if (m_layers.writableProfile) {
            if (const QJsonObject* params = m_layers.writableProfile(name);
                params && !m_visit(*params, layer, name)) {
                return false;
            }
        }
        const ProfileDef* def = m_content.profile(name);
        return !def || m_visit(def->params, layer, name);
    }

    const Content& m_content;
    const ParamLayers& m_layers;
    bool m_eachProfileOnce; ///< a profile that is reached by several ways must not be composed twice
    QStringList m_visited;
    Visit m_visit;
};

template <class Visit>
void walkLayers(const Content& content, const ParamLayers& layers, bool eachProfileOnce, Visit visit)
{
    LayerWalk<Visit>(content, layers, eachProfileOnce, std::move(visit)).run();
}

QJsonValue mergeMaps(const QJsonValue& winner, const QJsonValue& other)
{
    if (!winner.isObject() || !other.isObject()) {
        return winner;
    }
    QJsonObject merged = winner.toObject();
    const QJsonObject lower = other.toObject();
    for (auto it = lower.constBegin(); it != lower.constEnd(); ++it) {
        const auto mine = merged.constFind(it.key());
        merged.insert(it.key(),
                      mine == merged.constEnd() ? QJsonValue(it.value()) : mergeMaps(*mine, it.value()));
    }
    return merged;
}

bool isDeeper(const QJsonValue& value, int levels)
{
    const auto below = [levels](const QJsonValue& item) { return isDeeper(item, levels - 1); };
    if (value.isArray()) {
        const QJsonArray items = value.toArray();
        return levels == 0 || std::ranges::any_of(items, below);
    }
    const QJsonObject members = value.toObject();
    return value.isObject() && (levels == 0 || std::ranges::any_of(members, below));
}

/// Characters of all texts and names in it, and one for each item.
qsizetype sizeOf(const QJsonValue& value)
{
    qsizetype size = value.isString() ? value.toString().size() : 1;
    if (value.isArray()) {
        for (const QJsonValue& item : value.toArray()) {
            size += sizeOf(item);
        }
    }
    const QJsonObject members = value.toObject();
    for (auto it = members.constBegin(); it != members.constEnd(); ++it) {
        size += it.key().size() + sizeOf(it.value());
    }
    return size;
}

} // namespace

QString paramLayerName(ParamLayer layer)
{
    switch (layer) {
    case ParamLayer::WorkOrder:
        return u"work order"_s;
    case ParamLayer::Machine:
        return u"machine"_s;
    case ParamLayer::Blueprint:
        return u"blueprint"_s;
    case ParamLayer::Stage:
        return u"stage"_s;
    case ParamLayer::Profile:
        return u"profile"_s;
    case ParamLayer::StageProfile:
        return u"stage profile"_s;
    case ParamLayer::Global:
        return u"global"_s;
    case ParamLayer::Default:
        return u"default"_s;
    }
    return {};
}

std::optional<ParamValue> resolveParam(const Content& content, const ParamLayers& layers, const QString& name)
{
    std::optional<ParamValue> found;
    walkLayers(content, layers, false,
               [&](const QJsonObject& params, ParamLayer layer, const QString& source) {
                   const auto it = params.constFind(name);
                   if (it == params.constEnd()) {
                       return true;
                   }
                   found = ParamValue{name, *it, layer, source};
                   return false;
               });
    if (!found) {
        if (const ParamDef* def = content.param(name)) {
            const QJsonValue value = def->defaultValue();
            if (!value.isUndefined()) {
                found = ParamValue{name, value, ParamLayer::Default, {}};
            }
        }
    }
    return found;
}

QList<ParamValue> paramChain(const Content& content, const ParamLayers& layers, const QString& name)
{
    QList<ParamValue> chain;
    walkLayers(content, layers, true,
               [&](const QJsonObject& params, ParamLayer layer, const QString& source) {
                   const auto it = params.constFind(name);
                   if (it != params.constEnd()) {
                       chain.append({name, *it, layer, source});
                   }
                   return true;
               });
    if (const ParamDef* def = content.param(name); def && !def->defaultValue().isUndefined()) {
        chain.append({name, def->defaultValue(), ParamLayer::Default, {}});
    }
    return chain;
}

QMap<QString, ParamValue> effectiveParams(const Content& content, const ParamLayers& layers)
{
    QMap<QString, ParamValue> all;
    walkLayers(content, layers, false,
               [&](const QJsonObject& params, ParamLayer layer, const QString& source) {
                   for (auto it = params.constBegin(); it != params.constEnd(); ++it) {
                       if (!all.contains(it.key())) {
                           all.insert(it.key(), {it.key(), it.value(), layer, source});
                       }
                   }
                   return true;
               });
    for (const QString& name : content.names(ContentKind::Param)) {
        const QJsonValue value = content.param(name)->defaultValue();
        if (!value.isUndefined() && !all.contains(name)) {
            all.insert(name, {name, value, ParamLayer::Default, {}});
        }
    }
    return all;
}

Result<QJsonValue> composeParam(const Content& content, const ParamLayers& layers, const QString& name)
{
    if (!content.param(name)) {
        return fail(u"param-undeclared"_s,
                    u"param \"%1\" has no definition, so it can't be composed"_s.arg(name),
                    u"define it in a content pack"_s, u"param "_s + name);
    }
    const QList<ParamValue> chain = paramChain(content, layers, name);
    if (chain.isEmpty()) {
        return fail(u"param-unset"_s, u"param \"%1\" has no value and no default"_s.arg(name),
                    u"set it, or give its schema a default"_s, u"param "_s + name);
    }
    QJsonValue composed = chain.first().value;
    if (!composed.isArray() && !composed.isObject()) {
        return composed;
    }
    for (qsizetype i = 1; i < chain.size(); ++i) {
        const ParamValue& lower = chain[i];
        if (lower.value.type() != composed.type()) {
            return fail(
                u"param-compose"_s,
                u"param \"%1\" can't be composed: layer %2 has %3, the layers above have %4"_s.arg(
                    name, paramLayerName(lower.layer), describeValue(lower.value), describeValue(composed)),
                u"give all layers values of the same type"_s, u"param "_s + name);
        }
        if (composed.isObject()) {
            composed = mergeMaps(composed, lower.value);
            continue;
        }
        QJsonArray list = composed.toArray();
        for (const QJsonValue& item : lower.value.toArray()) {
            list.append(item);
        }
        composed = list;
    }
    return composed;
}

bool isSealed(const QJsonValue& value)
{
    if (!value.isObject()) {
        return false;
    }
    const QJsonObject object = value.toObject();
    return object.size() == 1 && object.contains("$sealed"_L1);
}

Result<> checkValue(const QString& name, const ParamDef* param, const QJsonValue& value)
{
    if (isDeeper(value, mostValueLevels)) {
        return fail(
            u"param-value"_s,
            u"param \"%1\": its value has lists or maps in each other more than %2 deep"_s.arg(name).arg(
                mostValueLevels),
            u"give it a flatter value"_s, u"param "_s + name);
    }
    if (sizeOf(value) > mostValueSize) {
        return fail(u"param-value"_s,
                    u"param \"%1\": its value is larger than %2 MiB"_s.arg(name).arg(mostValueSize >> 20),
                    u"keep it in a file, and let the param name that"_s, u"param "_s + name);
    }
    if (!param || !param->compiled || isSealed(value)) {
        return {};
    }
    const std::optional<Schema::Fault> fault = param->compiled->check(value);
    if (!fault) {
        return {};
    }
    const QString given = param->secure ? u"a value of another kind (it is secure and not shown)"_s
                                        : describeValue(fault->given);
    const QString at = fault->at.isEmpty() ? QString() : u" at %1"_s.arg(fault->at);
    return fail(u"param-value"_s,
                u"param \"%1\"%2: expected %3, was given %4"_s.arg(param->name, at, fault->expected, given),
                u"give it a value that fits its schema"_s, u"param "_s + param->name);
}

Result<> checkValues(const Content& content, const QJsonObject& params)
{
    for (auto it = params.constBegin(); it != params.constEnd(); ++it) {
        if (const Result<> checked = checkValue(it.key(), content.param(it.key()), it.value()); !checked) {
            return checked;
        }
    }
    return {};
}

QStringList missingParams(const Content& content, const TaskDef& task, const ParamLayers& layers)
{
    QStringList missing;
    for (const QString& name : task.requiredParams) {
        if (!resolveParam(content, layers, name)) {
            missing.append(name);
        }
    }
    return missing;
}

} // namespace Drover
