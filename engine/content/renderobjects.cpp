#include "engine/content/renderobjects.h"

#include "engine/content/nearest.h"
#include "engine/content/template/execution.h"

#include <QHash>
#include <QUrl>

using namespace Qt::StringLiterals;

namespace Drover {

namespace {

using Args = const QList<Value>&;

/// A secret in its shape, with dots for each text and number in it.
QJsonValue dotted(const QJsonValue& secret)
{
    if (secret.isArray()) {
        QJsonArray array;
        for (const QJsonValue& item : secret.toArray()) {
            array.append(dotted(item));
        }
        return array;
    }
    if (secret.isObject()) {
        QJsonObject object = secret.toObject();
        for (auto it = object.begin(); it != object.end(); ++it) {
            it.value() = dotted(it.value());
        }
        return object;
    }
    return secret.isString() || secret.isDouble() ? QJsonValue(u"••••••••"_s) : secret;
}

CallResult wrongArguments(const QString& member, const QString& wanted)
{
    return callError(u".%1 takes %2"_s.arg(member, wanted));
}

/// A machine, task, …: its fields, and for machines the few that DRP computes.
class FieldsObject final : public TemplateObject
{
public:
    explicit FieldsObject(QJsonObject fields) : m_fields(std::move(fields)) {}

    std::optional<CallResult> call(const QString& member, Args args, TemplateExecution&) const override
    {
        const std::optional<Value> found = field(member);
        if (found && !args.isEmpty()) {
            return callError(u".%1 isn't a function, so it can't have arguments"_s.arg(member));
        }
        return found ? std::optional<CallResult>(*found) : std::nullopt;
    }

    QStringList memberNames() const override { return m_fields.keys(); }

private:
    std::optional<Value> field(const QString& member) const
    {
        if (const auto it = m_fields.constFind(member); it != m_fields.constEnd()) {
            return Value::fromJson(*it);
        }
        if (member == u"UUID"_s && m_fields.contains("Uuid"_L1)) {
            return Value(m_fields.value("Uuid"_L1).toString());
        }
        const QString name = m_fields.value("Name"_L1).toString();
        if (member == u"ShortName"_s && !name.isEmpty()) {
            return Value(name.section(u'.', 0, 0));
        }
        if (member == u"HexAddress"_s && m_fields.contains("Address"_L1)) {
            return Value(hexAddress());
        }
        return std::nullopt;
    }

    QString hexAddress() const
    {
        QString hex;
        for (const QString& part : m_fields.value("Address"_L1).toString().split(u'.')) {
            hex += u"%1"_s.arg(part.toUInt(), 2, 16, QChar(u'0')).toUpper();
        }
        return hex;
    }

    QJsonObject m_fields;
};

/// `.`, with `.Param` and its relatives.
class RenderRoot final : public TemplateObject, public std::enable_shared_from_this<RenderRoot>
{
public:
    explicit RenderRoot(const RenderContext& context) : m_context(context)
    {
        for (auto it = context.document.begin(); it != context.document.end(); ++it) {
            m_objects.insert(it.key(), it->isObject()
                                           ? Value(std::make_shared<const FieldsObject>(it->toObject()))
                                           : Value::fromJson(*it));
        }
        add(u"Machine"_s, context.machine);
        add(u"Task"_s, context.task);
        add(u"Stage"_s, context.stage);
        add(u"WorkOrder"_s, context.workOrder);
        add(u"Cluster"_s, context.cluster);
    }

    std::optional<CallResult> call(const QString& member, Args args,
                                   TemplateExecution& execution) const override
    {
        if (const auto object = m_objects.constFind(member); object != m_objects.constEnd()) {
            return args.isEmpty() ? CallResult(*object) : wrongArguments(member, u"no arguments"_s);
        }
        const auto method = methods().constFind(member);
        if (method == methods().constEnd()) {
            return std::nullopt;
        }
        return (this->**method)(member, args, execution);
    }

    QStringList memberNames() const override
    {
        QStringList names = m_objects.keys() + methods().keys();
        names.sort();
        return names;
    }

private:
    using Method = CallResult (RenderRoot::*)(const QString& member, Args args,
                                              TemplateExecution& execution) const;

    static const QHash<QString, Method>& methods()
    {
        static const QHash<QString, Method> table = {
            {u"Param"_s, &RenderRoot::param},
            {u"ParamExists"_s, &RenderRoot::paramExists},
            {u"ParamExpand"_s, &RenderRoot::paramExpand},
            {u"ParamCompose"_s, &RenderRoot::paramCompose},
            {u"ComposeParam"_s, &RenderRoot::paramCompose},
            {u"ParamComposeExpand"_s, &RenderRoot::paramComposeExpand},
            {u"ParamAsJSON"_s, &RenderRoot::paramAsJson},
            {u"ParamAsYAML"_s, &RenderRoot::paramAsYaml},
            {u"StringExpand"_s, &RenderRoot::stringExpand},
            {u"ObjectExpand"_s, &RenderRoot::objectExpand},
            {u"CallTemplate"_s, &RenderRoot::callTemplate},
            {u"ParseURL"_s, &RenderRoot::parseUrl},
        };
        return table;
    }

    void add(const QString& name, const QJsonObject& fields)
    {
        if (!fields.isEmpty()) {
            m_objects.insert(name, Value(std::make_shared<const FieldsObject>(fields)));
        }
    }

    Value self() const { return Value(std::static_pointer_cast<const TemplateObject>(shared_from_this())); }

    static bool oneName(Args args) { return args.size() == 1 && args.first().isString(); }

    QJsonValue opened(const QJsonValue& value) const
    {
        if (!m_context.open || !isSealed(value)) {
            return value;
        }
        return m_context.open(value).value_or(value);
    }

    /// What a template gets of a param's value: it opened, or dots in its place when somebody looks on.
    QJsonValue given(const QString& name, const QJsonValue& value) const
    {
        const ParamDef* def = m_context.trace ? m_context.content->param(name) : nullptr;
        const bool hidden = m_context.trace && (isSealed(value) || (def && def->secure));
        return hidden ? dotted(opened(value)) : opened(value);
    }

    /// `wanted`: the value is, not only whether there is one.
    std::optional<QJsonValue> find(const QString& name, bool wanted) const
    {
        std::optional<QJsonValue> value;
        if (const std::optional<QJsonValue> derived = derivedParam(m_context, name)) {
            value = given(name, *derived);
        } else if (const auto found = resolveParam(*m_context.content, *m_context.layers, name)) {
            value = given(name, found->value);
        }
        if (m_context.trace) {
            m_context.trace->ask(name, value.has_value(), wanted);
        }
        return value;
    }

    tl::expected<QJsonValue, CallError> lookUp(const QString& member, Args args) const
    {
        if (!oneName(args)) {
            return tl::make_unexpected(
                wrongArguments(member, u"one argument, the name of a param"_s).error());
        }
        const QString& name = args.first().string();
        if (const std::optional<QJsonValue> found = find(name, true)) {
            return *found;
        }
        if (m_context.trace && !m_context.content->param(name)) {
            m_context.trace->suggest(nearestWord(name, m_context.content->names(ContentKind::Param)));
        }
        const QString hint = m_context.content->param(name)
                                 ? u"set it, or ask .ParamExists first"_s
                                 : suggestion(name, m_context.content->names(ContentKind::Param));
        return callError(u"param \"%1\" has no value and no default%2"_s.arg(
            name, hint.isEmpty() ? QString() : u"; "_s + hint));
    }

    CallResult param(const QString& member, Args args, TemplateExecution&) const
    {
        return lookUp(member, args).map(&Value::fromJson);
    }

    CallResult paramExists(const QString& member, Args args, TemplateExecution&) const
    {
        return oneName(args) ? CallResult(Value(find(args.first().string(), false).has_value()))
                             : wrongArguments(member, u"one argument, the name of a param"_s);
    }

    CallResult paramExpand(const QString& member, Args args, TemplateExecution& execution) const
    {
        const auto found = lookUp(member, args);
        if (!found) {
            return tl::make_unexpected(found.error());
        }
        return expandJson(u"param "_s + args.first().string(), *found, execution).map(&Value::fromJson);
    }

    CallResult paramCompose(const QString& member, Args args, TemplateExecution&) const
    {
        return compose(member, args).map(&Value::fromJson);
    }

    CallResult paramComposeExpand(const QString& member, Args args, TemplateExecution& execution) const
    {
        const auto composed = compose(member, args);
        if (!composed) {
            return tl::make_unexpected(composed.error());
        }
        return expandJson(u"param "_s + args.first().string(), *composed, execution).map(&Value::fromJson);
    }

    tl::expected<QJsonValue, CallError> compose(const QString& member, Args args) const
    {
        if (!oneName(args)) {
            return tl::make_unexpected(
                wrongArguments(member, u"one argument, the name of a param"_s).error());
        }
        const QString& name = args.first().string();
        if (derivedParam(m_context, name)) {
            return *find(name, true);
        }
        const Result<QJsonValue> composed = composeParam(*m_context.content, *m_context.layers, name);
        if (m_context.trace) {
            m_context.trace->ask(name, composed.has_value(), true);
        }
        if (!composed) {
            return callError(composed.error().text);
        }
        return given(name, *composed);
    }

    CallResult paramAsJson(const QString& member, Args args, TemplateExecution&) const
    {
        return lookUp(member, args).map([](const QJsonValue& value) {
            return Value(jsonText(value, {0, false}));
        });
    }

    CallResult paramAsYaml(const QString& member, Args args, TemplateExecution&) const
    {
        return lookUp(member, args).map([](const QJsonValue& value) { return Value(yamlText(value)); });
    }

    CallResult stringExpand(const QString& member, Args args, TemplateExecution& execution) const
    {
        return oneName(args) ? execution.expand(u"StringExpand"_s, args.first().string(), self())
                             : wrongArguments(member, u"one string"_s);
    }

    CallResult objectExpand(const QString& member, Args args, TemplateExecution& execution) const
    {
        if (args.size() != 1) {
            return wrongArguments(member, u"one value"_s);
        }
        return expandJson(u"ObjectExpand"_s, args.first().toJson(), execution).map(&Value::fromJson);
    }

    CallResult callTemplate(const QString& member, Args args, TemplateExecution& execution) const
    {
        if (args.isEmpty() || args.size() > 2 || !args.first().isString()) {
            return wrongArguments(member, u"a template's name and what it is given"_s);
        }
        return execution.include(args.first().string(), args.value(1));
    }

    CallResult parseUrl(const QString& member, Args args, TemplateExecution&) const
    {
        if (args.size() != 2 || !args[0].isString() || !args[1].isString()) {
            return wrongArguments(member, u"a part (scheme, host, path) and a URL"_s);
        }
        const QUrl url(args[1].string());
        const QString part = args[0].string();
        if (part == u"scheme"_s) {
            return Value(url.scheme());
        }
        if (part == u"path"_s) {
            return Value(url.path());
        }
        if (part == u"host"_s) {
            return Value(url.port() < 0 ? url.host() : u"%1:%2"_s.arg(url.host()).arg(url.port()));
        }
        return callError(u"a URL has no part \"%1\"; parts are scheme, host, path"_s.arg(part));
    }

    /// Renders every string inside of the value.
    tl::expected<QJsonValue, CallError> expandJson(const QString& name, const QJsonValue& value,
                                                   TemplateExecution& execution) const
    {
        if (value.isString()) {
            const CallResult expanded = execution.expand(name, value.toString(), self());
            if (!expanded) {
                return tl::make_unexpected(expanded.error());
            }
            return QJsonValue(expanded->string());
        }
        if (value.isArray()) {
            QJsonArray array;
            for (const QJsonValue& item : value.toArray()) {
                const auto expanded = expandJson(name, item, execution);
                if (!expanded) {
                    return expanded;
                }
                array.append(*expanded);
            }
            return QJsonValue(array);
        }
        if (value.isObject()) {
            QJsonObject object = value.toObject();
            for (auto it = object.begin(); it != object.end(); ++it) {
                const auto expanded = expandJson(name, it.value(), execution);
                if (!expanded) {
                    return expanded;
                }
                it.value() = *expanded;
            }
            return QJsonValue(object);
        }
        return value;
    }

    const RenderContext& m_context;
    QHash<QString, Value> m_objects;
};

} // namespace

std::shared_ptr<const TemplateObject> makeRenderRoot(const RenderContext& context)
{
    return std::make_shared<const RenderRoot>(context);
}

} // namespace Drover
