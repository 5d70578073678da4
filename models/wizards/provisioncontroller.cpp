#include "models/wizards/provisioncontroller.h"

#include "engine/core/applicationprofile.h"
#include "models/commandtext.h"
#include "models/request.h"

#include <QRegularExpression>
#include <algorithm>

using namespace Qt::StringLiterals;

namespace Drover {

ProvisionController::ProvisionController(Engine& engine, const Replica& replica, CommandSender& sender,
                                         QObject* parent)
    : PlanController(engine, sender, parent), m_engine(engine), m_replica(replica)
{
    m_request.kind = OperationKind::Provision;
    connect(&m_params, &ParamDraft::changed, this, [this] {
        m_request.params = m_params.changes();
        edited();
    });
    const QStringList brokers = brokerNames();
    if (brokers.size() == 1)
        m_request.broker = brokers.constFirst();
}

void ProvisionController::load()
{
    onAnswer(m_engine.ask(Queries::FindApplications{}), this,
             [this, generation = ++m_loads](const Result<Answer>& answer) {
                 takeApplications(answer, generation);
             });
}

void ProvisionController::takeApplications(const Result<Answer>& answer, int generation)
{
    if (generation != m_loads)
        return;
    if (!answer) {
        emit loadFailed(answer.error());
        return;
    }
    if (const auto* found = std::get_if<Answers::Applications>(&*answer))
        m_applications = found->applications;
    emit applicationsLoaded();
    if (!m_request.application.isEmpty() || m_applications.isEmpty())
        return;
    const bool known =
        std::any_of(m_applications.begin(), m_applications.end(),
                    [this](const Answers::Application& each) { return each.name == m_wished; });
    setApplication(known ? m_wished : m_applications.constFirst().name);
}

const Answers::Application* ProvisionController::application() const
{
    const auto it =
        std::find_if(m_applications.begin(), m_applications.end(),
                     [this](const Answers::Application& each) { return each.name == m_request.application; });
    return it == m_applications.end() ? nullptr : &*it;
}

QStringList ProvisionController::brokerNames() const
{
    QStringList names;
    const QList<MachineId> brokers = m_replica.brokers();
    for (const MachineId id : brokers)
        names.append(m_replica.machine(id)->name);
    names.sort();
    return names;
}

void ProvisionController::setDraft(const ProvisionDraft& draft)
{
    m_wished = draft.application;
    QString name = draft.cluster;
    // `etcd-1` is taken: `etcd-2`.
    static const QRegularExpression number(u"^(.*-)(\\d{1,6})$"_s);
    for (auto match = number.match(name); match.hasMatch() && m_replica.machineNamed(name);
         match = number.match(name))
        name = match.captured(1) + QString::number(match.captured(2).toInt() + 1);
    setName(name);
}

void ProvisionController::setName(const QString& name)
{
    m_request.cluster = name.trimmed();
    edited();
}

void ProvisionController::setApplication(const QString& name)
{
    if (name == m_request.application)
        return;
    m_request.application = name;
    m_request.counts.clear();
    m_request.minimum.reset();
    QList<ParamField> fields;
    if (const Answers::Application* chosen = application()) {
        for (const TopologyRole& role : chosen->topology)
            m_request.counts.insert(role.role, role.count);
        for (const Answers::ApplicationParam& param : chosen->params)
            fields.append(paramField(param));
    }
    m_params.setFields({});
    m_params.setFields(fields);
}

void ProvisionController::setBroker(const QString& name)
{
    m_request.broker = name;
    edited();
}

void ProvisionController::setCount(const QString& role, int count)
{
    if (m_request.counts.value(role) == count)
        return;
    m_request.counts.insert(role, count);
    edited();
}

void ProvisionController::setMinimum(std::optional<int> minimum)
{
    if (m_request.minimum == minimum)
        return;
    m_request.minimum = minimum;
    edited();
}

QList<TopologyRole> ProvisionController::topology() const
{
    const Answers::Application* chosen = application();
    QList<TopologyRole> roles = chosen ? chosen->topology : QList<TopologyRole>();
    for (TopologyRole& role : roles)
        role.count = m_request.counts.value(role.role, role.count);
    return roles;
}

int ProvisionController::memberCount() const
{
    int members = 0;
    for (const int count : m_request.counts)
        members += count;
    return members;
}

QList<FormIssue> ProvisionController::issues() const
{
    QList<FormIssue> found;
    static const QRegularExpression nameShape(u"^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$"_s);
    const QString& name = m_request.cluster;
    if (name.isEmpty())
        found.append({ProvisionPage::Identity, u"name"_s, u"name-missing"_s, {}});
    else if (!nameShape.match(name).hasMatch())
        found.append({ProvisionPage::Identity, u"name"_s, u"name-malformed"_s, name});
    else if (m_replica.machineNamed(name))
        found.append({ProvisionPage::Identity, u"name"_s, u"name-taken"_s, name});
    if (!application())
        found.append({ProvisionPage::Source, u"application"_s, u"no-application"_s, {}});
    if (m_request.broker.isEmpty() && brokerNames().size() > 1)
        found.append({ProvisionPage::Source, u"broker"_s, u"broker-missing"_s, {}});
    if (application() && memberCount() == 0)
        found.append({ProvisionPage::Topology, u"counts"_s, u"no-members"_s, {}});
    for (const QString& param : m_params.faultyFields()) {
        const FieldIssue issue = m_params.issue(param);
        found.append({ProvisionPage::Parameters, param, issue.code, issue.argument});
    }
    return found;
}

QList<FormIssue> ProvisionController::issuesOf(ProvisionPage page) const
{
    QList<FormIssue> found = issues();
    found.removeIf([page](const FormIssue& issue) { return issue.page != page; });
    return found;
}

QHash<QString, int> ProvisionController::freeByRack() const
{
    QHash<QString, int> racks;
    if (!plan())
        return racks;
    for (const auto& [id, machine] : m_replica.machines()) {
        if (machine.pool == plan()->pool && machine.poolStatus == PoolStatus::Free && !machine.lock.locked)
            ++racks[machine.params.value("location/rack"_L1).toString()];
    }
    return racks;
}

bool ProvisionController::canBeTemplate() const
{
    return application() && issuesOf(ProvisionPage::Topology).isEmpty() &&
           issuesOf(ProvisionPage::Parameters).isEmpty();
}

ApplicationTemplate ProvisionController::asTemplate() const
{
    ApplicationTemplate made;
    made.application = m_request.application;
    if (const Answers::Application* chosen = application())
        made.description = chosen->description;
    if (const Profile* own = m_replica.profile(applicationProfile(m_request.application)))
        made.own = own->params;
    made.topology = topology();
    for (TopologyRole& role : made.topology) {
        const std::optional<int> least = role.minimum ? role.minimum : m_request.minimum;
        if (least)
            role.minimum = std::min(*least, role.count);
    }
    for (const ParamField& field : m_params.fields()) {
        if (field.secure)
            made.secrets.append(field.name);
        else if (m_request.params.contains(field.name))
            made.changes.insert(field.name, m_request.params.value(field.name));
    }
    return made;
}

bool ProvisionController::canPlan() const
{
    return issues().isEmpty();
}

bool ProvisionController::canStart() const
{
    return PlanController::canStart() && issues().isEmpty();
}

QString ProvisionController::commandText() const
{
    QStringList words{u"drover"_s, u"cluster"_s, u"provision"_s, shellWord(m_request.cluster)};
    if (!m_request.broker.isEmpty())
        words << u"--broker"_s << shellWord(m_request.broker);
    if (!m_request.application.isEmpty())
        words << u"--application"_s << shellWord(m_request.application);
    const QList<TopologyRole> roles = topology();
    for (const TopologyRole& role : roles)
        words << u"--role"_s << shellWord(role.role + u'=' + QString::number(role.count));
    if (m_request.minimum)
        words << u"--minimum"_s << QString::number(*m_request.minimum);
    QStringList secrets;
    for (const ParamField& field : m_params.fields()) {
        const auto value = m_request.params.constFind(field.name);
        if (value == m_request.params.constEnd())
            continue;
        if (field.secure)
            secrets.append(field.name);
        else
            words << u"--param"_s << shellWord(assignmentText(field.name, *value));
    }
    if (warnings() > 0 && acceptsWarnings())
        words << u"--accept-warnings"_s;
    if (!reason().isEmpty())
        words << u"--reason"_s << shellWord(reason());
    QString text = words.join(u' ');
    if (!secrets.isEmpty())
        text += u" # "_s + secrets.join(u", "_s);
    return text;
}

} // namespace Drover
