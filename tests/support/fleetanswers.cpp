#include "tests/support/fleetscene.h"
#include "tests/support/journalscene.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace Drover::Testing {

namespace {

TopologyRole planRole(const QString& role, int count, bool votes, const QStringList& after)
{
    return {.role = role, .count = count, .votes = votes, .after = after};
}

Answers::ParamRow paramRow(const QString& name, const QString& description,
                           const QList<Answers::ParamSource>& chain, bool secure = false)
{
    return {.name = name, .description = description, .secure = secure, .chain = chain};
}

Answers::Params params()
{
    return {{
        paramRow(
            u"app/pod-cidr"_s, u"Addresses of the pods."_s,
            {{u"profile"_s, u"dale-prod-02"_s, u"10.96.0.0/14"_s}, {u"default"_s, {}, u"10.244.0.0/16"_s}}),
        paramRow(u"app/version"_s, u"Version that members are brought to."_s,
                 {{u"profile"_s, u"dale-prod-02"_s, u"1.32.1"_s}, {u"default"_s, {}, u"1.31.4"_s}}),
        paramRow(u"cluster/role"_s, u"The role within the cluster."_s,
                 {{u"machine"_s, {}, u"control-plane"_s}}),
        paramRow(u"firmware/channel"_s, u"Where firmware comes from."_s,
                 {{u"profile"_s, u"hw-2u-nvme"_s, u"stable-2026.2"_s}, {u"default"_s, {}, u"stable"_s}}),
        paramRow(u"install/image"_s, u"Image of the operating system."_s,
                 {{u"profile"_s, u"dale-prod-02"_s, u"debian-12.7-amd64"_s},
                  {u"profile"_s, u"site-west"_s, u"debian-12.6-amd64"_s},
                  {u"global"_s, {}, u"debian-12.4-amd64"_s}}),
        paramRow(
            u"install/mirror"_s, u"Where packages come from."_s,
            {{u"profile"_s, u"site-west"_s, u"http://10.20.0.9/debian/dists/bookworm/main/binary-amd64"_s}}),
        paramRow(u"install/root-password-hash"_s, u"Crypt of the first password."_s,
                 {{u"global"_s, {}, QJsonObject{{u"$sealed"_s, u"…"_s}}}}, true),
        paramRow(u"network/mtu"_s, u"Largest packet."_s,
                 {{u"profile"_s, u"site-west"_s, 9000}, {u"default"_s, {}, 1500}}),
        paramRow(
            u"ntp/servers"_s, u"Time servers."_s,
            {{u"profile"_s, u"site-west"_s, QJsonArray::fromStringList({u"10.20.0.2"_s, u"10.20.0.3"_s})}}),
        paramRow(u"retry/max-attempts"_s, u"Attempts of one task."_s, {{u"default"_s, {}, 3}}),
    }};
}

Answers::Applications applications()
{
    Answers::Application base{.name = u"base-cluster"_s,
                              .title = u"Base cluster"_s,
                              .description = u"Members with nothing on them: a place to start from."_s};
    base.topology = {planRole(u"control-plane"_s, 3, true, {}),
                     planRole(u"worker"_s, 6, false, {u"control-plane"_s})};
    base.params = {
        {.name = u"app/version"_s,
         .description = u"Version that members are brought to."_s,
         .schema = {{u"type"_s, u"string"_s},
                    {u"enum"_s, QJsonArray::fromStringList({u"1.31.4"_s, u"1.32.1"_s})}},
         .value = u"1.31.4"_s,
         .required = true},
        {.name = u"app/pod-cidr"_s,
         .description = u"Addresses of the pods. Must not overlap any network in use."_s,
         .schema = {{u"type"_s, u"string"_s}, {u"pattern"_s, u"^[0-9./]+$"_s}},
         .value = u"10.96.0.0/14"_s},
        {.name = u"install/root-password-hash"_s,
         .description = u"Crypt of the first password."_s,
         .schema = {{u"type"_s, u"string"_s}},
         .secure = true},
        {.name = u"retry/max-attempts"_s,
         .description = u"Attempts of one task before its member holds."_s,
         .schema = {{u"type"_s, u"integer"_s}, {u"minimum"_s, 1}, {u"maximum"_s, 6}},
         .value = 3},
        {.name = u"cluster/wait-for-members"_s,
         .description = u"Finish only when every member is there."_s,
         .schema = {{u"type"_s, u"boolean"_s}},
         .value = true},
        {.name = u"ntp/servers"_s,
         .description = u"Time servers, as a list."_s,
         .schema = {{u"type"_s, u"array"_s}},
         .value = QJsonArray::fromStringList({u"10.20.0.2"_s, u"10.20.0.3"_s})},
    };
    Answers::Application etcd{.name = u"etcd-cluster"_s,
                              .title = u"etcd"_s,
                              .description = u"A real etcd cluster on this computer's own processes."_s};
    etcd.topology = {planRole(u"control-plane"_s, 3, true, {}),
                     planRole(u"worker"_s, 2, false, {u"control-plane"_s})};
    return {{base, etcd}};
}

QString log()
{
    QString text;
    for (int i = 0; i < 400; ++i)
        text += u"14:%1:%2 unpack %3 % %4 MB of 1420 MB\n"_s.arg(i / 60, 2, 10, QChar(u'0'))
                    .arg(i % 60, 2, 10, QChar(u'0'))
                    .arg(i / 4)
                    .arg(i * 3);
    text += u"mirror slow, 4.6 MB/s, keep\nmd0 resync 61.2 %\n"_s;
    return text;
}

} // namespace

Plan FleetScene::provisionPlan(const PlanRequest& request) const
{
    Plan plan{.id = u"9f2c41a7"_s,
              .seq = 1'284'913,
              .request = request,
              .allowed = true,
              .broker = u"rack-broker"_s,
              .application = request.application.isEmpty() ? u"base-cluster"_s : request.application,
              .pool = u"metal-general"_s};
    const int voters = request.counts.value(u"control-plane"_s, 3);
    const int workers = request.counts.value(u"worker"_s, 6);
    plan.id += QString::number(voters * 100 + workers);
    plan.topology = {planRole(u"control-plane"_s, voters, true, {}),
                     planRole(u"worker"_s, workers, false, {u"control-plane"_s})};
    const QStringList racks{u"r05"_s, u"r07"_s, u"r09"_s, u"r11"_s, u"r13"_s};
    QStringList names;
    for (int i = 0; i < voters + workers; ++i) {
        const bool votes = i < voters;
        PlanMachine machine{.name = racks.at(i % 5) + u"-u"_s + QString::number(10 + i),
                            .role = votes ? u"control-plane"_s : u"worker"_s,
                            .member = votes ? u"cp-"_s + QString::number(i + 1)
                                            : u"w-"_s + QString::number(i - voters + 1),
                            .votes = votes,
                            .rack = racks.at(i % 5)};
        machine.machine.uuid = QUuid(uint(9000 + i), 0, 0x4000, 0x80, 0, 0, 0, 0, 0, 0, 1);
        machine.reason = i % 5 == 0 ? u"fewest members in its rack; longest Free of 38, 12 d"_s
                                    : u"longest Free of %1, %2 d"_s.arg(37 - i).arg(11 - i % 7);
        names.append(machine.name);
        plan.add.append(machine);
    }
    plan.steps = {
        {StepKind::CreateCluster, u"universal-start"_s, {}, u"Create the cluster and its profile"_s},
        {StepKind::AllocateMembers, u"broker rack-broker"_s, names,
         u"Allocate %1 machines from metal-general"_s.arg(names.size())},
        {StepKind::StartMembers, u"members"_s, names, u"Start the members' pipelines"_s},
        {StepKind::WaitForMembers, u"members"_s, names, u"Wait for the members"_s},
        {StepKind::Finalise, u"universal-cluster-provision"_s, {}, u"Finalise the cluster"_s},
        {StepKind::EnterWorkOrderMode, u"universal-cluster-provision"_s, names, u"Enter work-order mode"_s}};
    plan.gates = {{.name = u"control-plane-ready"_s,
                   .role = u"control-plane"_s,
                   .need = u"quorum"_s,
                   .when = u"application"_s,
                   .needed = voters / 2 + 1,
                   .counted = voters,
                   .waitingRoles = {u"worker"_s}}};
    const int all = voters + workers;
    plan.stages = {
        {u"universal-cluster-provision"_s, u"start"_s, u"cluster"_s, 2, 2},
        {u"universal-cluster-provision"_s, u"allocate"_s, u"broker"_s, 3, 3},
        {u"universal-discover"_s, u"universal-discover"_s, u"members"_s, 2, 2 * all},
        {u"universal-start"_s, u"universal-start"_s, u"members"_s, 1, all},
        {u"universal-hardware"_s, u"universal-hardware"_s, u"members"_s, 3, 3 * all},
        {u"universal-linux-install"_s, u"universal-linux-install"_s, u"members"_s, 4, 4 * all},
        {u"universal-application"_s, u"universal-application"_s, u"control-plane"_s, 3, 3 * voters},
        {u"universal-application"_s, u"universal-application"_s, u"worker"_s, 3, 3 * workers},
        {u"universal-cluster-provision"_s, u"finalize"_s, u"cluster"_s, 4, 4}};
    plan.quorum = {{u"control-plane"_s, voters, voters / 2 + 1, voters}};
    plan.checks = {{Severity::Info, u"pool-capacity"_s,
                    u"%1 needed, 96 Free, %2 stay (minimum 40)"_s.arg(all).arg(96 - all),
                    u"pool metal-general"_s},
                   {Severity::Info, u"params-complete"_s, u"48 effective, 5 overridden, 0 missing"_s, {}}};
    if (voters % 2 == 0)
        plan.checks.append({Severity::Warn, u"voters-even"_s,
                            u"%1 voters tolerate no more losses than %2"_s.arg(voters).arg(voters - 1),
                            u"role control-plane"_s});
    if (voters >= 3)
        plan.checks.append({Severity::Warn, u"rack-shared"_s,
                            u"2 control-plane in rack r07: losing r07 would lose the quorum"_s,
                            u"rack r07"_s});
    if (all > 96) {
        plan.allowed = false;
        plan.checks.append({Severity::Block, u"pool-short"_s,
                            u"%1 machines are needed, the pool metal-general has 96 Free"_s.arg(all),
                            u"pool metal-general"_s});
    }
    return plan;
}

Plan FleetScene::destroyPlan(const PlanRequest& request) const
{
    Plan plan{.id = u"d41d8cd9"_s,
              .seq = 1'284'913,
              .request = request,
              .allowed = true,
              .broker = u"rack-broker"_s,
              .pool = u"metal-general"_s};
    QStringList names;
    for (const Machine& machine : m_batch.machines.changed) {
        if (machine.cluster != request.cluster)
            continue;
        plan.remove.append({.machine = machine.id,
                            .name = machine.name,
                            .role = machine.role,
                            .member = machine.memberName,
                            .votes = machine.role == u"control-plane"_s,
                            .rack = machine.name.left(3),
                            .reason = u"goes back to metal-general through its release"_s});
        names.append(machine.name);
    }
    plan.steps = {
        {StepKind::StartTeardown, u"universal-cluster-destroy"_s, {}, u"Run the teardown hooks"_s},
        {StepKind::DrainMembers, u"members"_s, names, u"Drain the members, workers before voters"_s},
        {StepKind::ReleaseMembers, u"broker rack-broker"_s, names,
         u"Release %1 machines"_s.arg(names.size())},
        {StepKind::RemoveCluster, u"universal-cluster-destroy"_s, {}, u"Remove the cluster"_s}};
    plan.checks = {{Severity::Info, u"release-workflow"_s, u"universal-decommission runs on each machine"_s,
                    u"pool metal-general"_s}};
    for (const QString& name : names.mid(0, 2))
        plan.checks.append({Severity::Warn, Plan::wipe,
                            u"The disks of %1 are erased (quick); this can't be undone"_s.arg(name),
                            u"machine "_s + name});
    return plan;
}

Result<Answer> FleetScene::answer(const Query& query) const
{
    if (const auto* make = std::get_if<Queries::MakePlan>(&query)) {
        if (make->request.kind == OperationKind::Destroy)
            return Answers::PlanAnswer{destroyPlan(make->request)};
        return Answers::PlanAnswer{provisionPlan(make->request)};
    }
    if (std::holds_alternative<Queries::EffectiveParams>(query))
        return params();
    if (std::holds_alternative<Queries::FindApplications>(query))
        return applications();
    if (const auto* find = std::get_if<Queries::FindJobs>(&query)) {
        Answers::Jobs found;
        for (auto it = m_batch.endedJobs.rbegin(); it != m_batch.endedJobs.rend(); ++it) {
            if ((find->cluster.isEmpty() || it->cluster == find->cluster) &&
                (!find->machine.isSet() || it->machine == find->machine))
                found.jobs.append(*it);
        }
        return found;
    }
    if (const auto* read = std::get_if<Queries::ReadOutput>(&query)) {
        const QByteArray text = log().toUtf8();
        const QByteArray part = text.mid(read->offset, read->limit);
        return Answers::Output{.job = read->job,
                               .offset = read->offset,
                               .next = read->offset + part.size(),
                               .size = text.size(),
                               .text = QString::fromUtf8(part)};
    }
    if (const auto* find = std::get_if<Queries::FindEvents>(&query))
        return JournalScene(m_batch.figures.seq).answer(*find);
    if (std::holds_alternative<Queries::FindOperations>(query))
        return Answers::Operations{};
    return fail(u"not-scripted"_s, u"The scene has no answer to this query."_s);
}

} // namespace Drover::Testing
