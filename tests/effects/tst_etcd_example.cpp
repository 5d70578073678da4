#include "engine/content/render.h"
#include "tests/effects/runnerworld.h"

#include <QDir>
#include <QDirIterator>
#include <QHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>
#include <QStandardPaths>
#include <QTest>
#include <algorithm>

using namespace Qt::StringLiterals;
using namespace Drover;

namespace {

constexpr int patience = 60'000;

QList<SourceFile> packFiles(const QString& directory)
{
    QList<SourceFile> files;
    QDirIterator at(directory, QDir::Files, QDirIterator::Subdirectories);
    while (at.hasNext()) {
        QFile file(at.next());
        if (file.open(QIODevice::ReadOnly))
            files.append({QDir(directory).relativeFilePath(file.fileName()), file.readAll(), {}});
    }
    return files;
}

QString shown(const Problems& problems)
{
    QStringList lines;
    for (const Problem& problem : problems)
        lines.append(problem.toString());
    return lines.join(u'\n');
}

} // namespace

/// The example's scripts, rendered and run for real on five machines as the engine would, without the engine:
/// each role's list from its profile, outputs put where the next script finds them.
class EtcdExampleTest : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase();
    void provisionsAndLeavesNothing();
    void anotherEtcdIsNotTakenForOnesOwn();
    void scriptsAreFineWithAShell();

private:
    struct Member
    {
        QString machine;
        QString name;
        QString role;
    };

    [[nodiscard]] RunRequest request(const QString& task, const QString& machine, const QString& role,
                                     const QString& member);
    /// Runs a task once; its exit code and what it printed.
    [[nodiscard]] std::pair<int, QByteArray> runOnce(RunnerWorld& world, const QString& task,
                                                     const Member& member);
    /// Runs a task, again after exit 128, on all these members at the same time.
    bool runOn(RunnerWorld& world, const QString& task, const QList<Member>& members);
    void takeOutputs(const QByteArray& outputs);
    [[nodiscard]] QStringList listOf(const QString& profile, const QString& param) const;
    [[nodiscard]] QJsonArray memberList() const;

    Content m_content;
    QHash<QString, QJsonValue> m_shared; ///< the cluster's profile
    QList<Member> m_members;
    QString m_uuid = u"11111111-2222-3333-4444-555555555555"_s; ///< the cluster's
    int m_runs = 0;
};

void EtcdExampleTest::initTestCase()
{
    if (QStandardPaths::findExecutable(u"etcd"_s).isEmpty() ||
        QStandardPaths::findExecutable(u"etcdctl"_s).isEmpty())
        QSKIP("etcd is not installed (Debian: etcd-server, etcd-client)");
    QList<Pack> packs;
    const QDir content(QStringLiteral(DROVER_SOURCE_DIR "/resources/content"));
    for (const QString& name : content.entryList(QDir::Dirs | QDir::NoDotAndDotDot)) {
        const auto pack = readPack(packFiles(content.filePath(name)));
        QVERIFY2(pack, pack ? "" : qPrintable(shown(pack.error())));
        packs.append(*pack);
    }
    const auto whole = Content::build(packs);
    QVERIFY2(whole, whole ? "" : qPrintable(shown(whole.error())));
    m_content = *whole;
    for (int i = 1; i <= 3; ++i)
        m_members.append({u"local-%1"_s.arg(i), u"cp-%1"_s.arg(i), u"control-plane"_s});
    for (int i = 1; i <= 2; ++i)
        m_members.append({u"local-%1"_s.arg(i + 3), u"w-%1"_s.arg(i), u"worker"_s});
}

QJsonArray EtcdExampleTest::memberList() const
{
    QJsonArray list;
    for (const Member& member : m_members) {
        const bool votes = member.role == u"control-plane"_s;
        list.append(QJsonObject{{u"name"_s, member.name},
                                {u"machine"_s, member.machine},
                                {u"role"_s, member.role},
                                {u"votes"_s, votes},
                                {u"address"_s, u"127.0.77.%1"_s.arg(list.size() + 1)},
                                {u"index"_s, list.size()},
                                {u"bootstrap"_s, list.isEmpty()}});
    }
    return list;
}

QStringList EtcdExampleTest::listOf(const QString& profile, const QString& param) const
{
    QStringList list;
    for (const QJsonValue entry : m_content.profile(profile)->params.value(param).toArray())
        list.append(entry.toString());
    return list;
}

RunRequest EtcdExampleTest::request(const QString& task, const QString& machine, const QString& role,
                                    const QString& member)
{
    ParamLayers layers;
    QJsonObject shared;
    for (auto at = m_shared.cbegin(); at != m_shared.cend(); ++at)
        shared.insert(at.key(), at.value());
    layers.machine = {{u"cluster/member-name"_s, member}, {u"cluster/role"_s, role}};
    layers.profiles = {u"prod"_s, u"universal-application-etcd"_s};
    layers.writableProfile = [&shared](const QString& name) { return name == u"prod"_s ? &shared : nullptr; };
    RenderContext context;
    context.content = &m_content;
    context.layers = &layers;
    context.machine = {{u"Name"_s, machine}};
    context.cluster = {{u"Name"_s, u"prod"_s}, {u"Uuid"_s, m_uuid}};
    context.derived = [this](const QString& name) {
        return name == u"cluster/members"_s ? std::optional<QJsonValue>(memberList()) : std::nullopt;
    };
    const auto actions = renderTask(*m_content.task(task), context);
    RunRequest run;
    if (!actions) {
        qWarning().noquote() << actions.error().text;
        return run;
    }
    run.key = u"%1.%2.%3"_s.arg(machine, task).arg(++m_runs);
    run.machine = machine;
    run.timeout = m_content.task(task)->timeout;
    run.environment = {{u"RS_NAME"_s, machine}, {u"RS_ROLE"_s, role}};
    for (const RenderedAction& action : *actions) {
        if (action.path.isEmpty())
            run.scripts.append({action.name, action.contents});
        else
            run.files.append({action.path, action.contents});
    }
    return run;
}

std::pair<int, QByteArray> EtcdExampleTest::runOnce(RunnerWorld& world, const QString& task,
                                                    const Member& member)
{
    const RunRequest run = request(task, member.machine, member.role, member.name);
    world.runner().start(run);
    if (run.key.isEmpty() || !QTest::qWaitFor([&] { return world.outcome(run.key).has_value(); }, patience))
        return {-1, "it did not end"};
    return {world.outcome(run.key)->code, world.output(run.key)};
}

bool EtcdExampleTest::runOn(RunnerWorld& world, const QString& task, const QList<Member>& members)
{
    QList<Member> open = members;
    for (int attempt = 0; !open.isEmpty() && attempt < 10; ++attempt) {
        QHash<QString, Member> running;
        for (const Member& member : open) {
            const RunRequest run = request(task, member.machine, member.role, member.name);
            if (run.key.isEmpty())
                return false;
            running.insert(run.key, member);
            world.runner().start(run);
        }
        const auto allEnded = [&] {
            const QStringList keys = running.keys();
            return std::ranges::all_of(keys,
                                       [&](const QString& key) { return world.outcome(key).has_value(); });
        };
        if (!QTest::qWaitFor(allEnded, patience))
            return false;
        open.clear();
        for (auto at = running.cbegin(); at != running.cend(); ++at) {
            const RunOutcome outcome = *world.outcome(at.key());
            const bool again = outcome.end == JobEnd::Exited && outcome.code == 128;
            if (again) {
                open.append(at.value());
            } else if (outcome.end != JobEnd::Exited || outcome.code != 0) {
                qWarning().noquote() << at.key() << enumText(outcome.end) << outcome.code << outcome.detail
                                     << '\n'
                                     << world.output(at.key());
                return false;
            }
            takeOutputs(outcome.outputs);
        }
    }
    return open.isEmpty();
}

void EtcdExampleTest::takeOutputs(const QByteArray& outputs)
{
    static const QRegularExpression line(u"^cluster:(etcd/endpoints|etcd/member-ids|etcd/version)(?:/([^=]+))?=(.*)$"_s,
                                         QRegularExpression::MultilineOption);
    for (auto at = line.globalMatch(QString::fromUtf8(outputs)); at.hasNext();) {
        const QRegularExpressionMatch match = at.next();
        const QByteArray json = '[' + match.captured(3).toUtf8() + ']';
        const QJsonValue value = QJsonDocument::fromJson(json).array().at(0);
        if (match.captured(2).isEmpty()) {
            m_shared.insert(match.captured(1), value);
        } else {
            QJsonObject map = m_shared.value(match.captured(1)).toObject();
            map.insert(match.captured(2), value);
            m_shared.insert(match.captured(1), map);
        }
    }
}

void EtcdExampleTest::provisionsAndLeavesNothing()
{
    RunnerWorld world;
    const QList<Member> voters = m_members.first(3);
    const QList<Member> workers = m_members.sliced(3);
    const QList<Member> cluster{{u"prod"_s, {}, {}}};
    const QString runbook = u"universal/runbook-during-flexiflow"_s;
    for (const QString& task : listOf(u"etcd-control-plane"_s, runbook))
        QVERIFY2(runOn(world, task, voters), qPrintable(task));
    QCOMPARE(m_shared.value(u"etcd/endpoints"_s).toObject().size(), 3);
    for (const QString& task : listOf(u"etcd-worker"_s, runbook))
        QVERIFY2(runOn(world, task, workers), qPrintable(task));
    const QString etcd = world.path(u"machines/local-1/etcd/etcd.pid"_s);
    const pid_t pid = world.pidIn(u"machines/local-1/etcd/etcd.pid"_s);
    QVERIFY2(isAlive(pid), qPrintable(etcd));

    // Everything again, as after a job that was lost: nothing is started twice.
    for (const QString& task : listOf(u"etcd-control-plane"_s, runbook))
        QVERIFY2(runOn(world, task, voters), qPrintable(task));
    for (const QString& task : listOf(u"etcd-worker"_s, runbook))
        QVERIFY2(runOn(world, task, workers), qPrintable(task));
    QCOMPARE(world.pidIn(u"machines/local-1/etcd/etcd.pid"_s), pid);

    const QString application = u"universal-application-etcd"_s;
    for (const QString& task : listOf(application, u"universal/cluster-provision-post-flexiflow"_s))
        QVERIFY2(runOn(world, task, cluster), qPrintable(task));
    QVERIFY(!m_shared.value(u"etcd/version"_s).toString().isEmpty());

    QList<pid_t> processes;
    for (const Member& member : m_members) {
        const bool votes = member.role == u"control-plane"_s;
        processes.append(world.pidIn(u"machines/%1/"_s.arg(member.machine) +
                                     (votes ? u"etcd/etcd.pid"_s : u"worker/worker.pid"_s)));
        QVERIFY(isAlive(processes.constLast()));
    }
    for (const QString& task : listOf(application, u"universal/cluster-destroy-pre-flexiflow"_s))
        QVERIFY2(runOn(world, task, cluster), qPrintable(task));
    for (const QList<Member>& members : {workers, voters})
        QVERIFY(runOn(world, u"etcd-remove"_s, members));
    for (const pid_t process : processes)
        QVERIFY(!isAlive(process));
    for (const Member& member : m_members)
        QVERIFY(QDir(world.path(u"machines/"_s + member.machine)).isEmpty());
    QVERIFY(runOn(world, u"etcd-remove"_s, voters)); // gone already is no fault
    QVERIFY(runOn(world, u"etcd-cluster-close"_s, cluster));
}

/// Two directories with the same addresses: what answers in the second is the first one's.
void EtcdExampleTest::anotherEtcdIsNotTakenForOnesOwn()
{
    RunnerWorld theirs;
    const QList<Member> voters = m_members.first(3);
    for (const QString& task : {u"etcd-config"_s, u"etcd-start"_s, u"etcd-wait"_s, u"etcd-publish"_s})
        QVERIFY2(runOn(theirs, task, voters), qPrintable(task));
    const Member& member = voters.first();
    const pid_t pid = theirs.pidIn(u"machines/local-1/etcd/etcd.pid"_s);

    const Member whole{u"prod"_s, {}, {}};
    const QJsonValue published = m_shared.value(u"etcd/member-ids"_s);
    QCOMPARE(published.toObject().size(), 3);
    m_shared.insert(u"etcd/member-ids"_s, QJsonObject{{u"cp-1"_s, u"8e9e05c52164694d"_s}});
    const auto [verified, mismatch] = runOnce(theirs, u"etcd-cluster-verify"_s, whole);
    m_shared.insert(u"etcd/member-ids"_s, published);
    QCOMPARE(verified, 1);
    QVERIFY2(mismatch.contains("cp-1 of this cluster is 8e9e05c52164694d"), mismatch.constData());

    m_uuid = u"66666666-7777-8888-9999-000000000000"_s;
    RunnerWorld ours;
    QVERIFY(runOn(ours, u"etcd-config"_s, voters));
    const auto [started, why] = runOnce(ours, u"etcd-start"_s, member);
    QCOMPARE(started, 1);
    QVERIFY2(why.contains("Another process listens on 127.0.77.1:2379 or 127.0.77.1:2380"), why.constData());
    const auto [waited, answer] = runOnce(ours, u"etcd-wait"_s, member);
    QCOMPARE(waited, 1);
    QVERIFY2(answer.contains("is not the one of cp-1"), answer.constData());
    QVERIFY(isAlive(pid)); // and is left alone
    QVERIFY(runOn(ours, u"etcd-remove"_s, voters));
    QVERIFY(isAlive(pid));
    QVERIFY(runOn(theirs, u"etcd-wait"_s, {member}));
    QVERIFY(runOn(theirs, u"etcd-remove"_s, voters));
    QVERIFY(!isAlive(pid));
}

void EtcdExampleTest::scriptsAreFineWithAShell()
{
    RunnerWorld world;
    for (const QString& task : m_content.names(ContentKind::Task)) {
        if (!task.startsWith(u"etcd-"_s))
            continue;
        const RunRequest rendered = request(task, u"local-1"_s, u"control-plane"_s, u"cp-1"_s);
        QVERIFY2(!rendered.scripts.isEmpty(), qPrintable(task));
        RunRequest check = RunnerWorld::shell(u"check."_s + task, {});
        check.argv = {u"/bin/sh"_s, u"-n"_s, u"script"_s};
        check.files = {{u"script"_s, rendered.scripts.constLast().contents}};
        check.scripts.clear();
        world.runner().start(check);
        QTRY_VERIFY_WITH_TIMEOUT(world.outcome(check.key), patience);
        QVERIFY2(world.outcome(check.key)->code == 0, world.output(check.key).constData());
    }
}

QTEST_GUILESS_MAIN(EtcdExampleTest)
#include "tst_etcd_example.moc"
