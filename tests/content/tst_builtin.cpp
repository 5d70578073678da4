#include "engine/content/expansion.h"
#include "engine/content/render.h"
#include "tests/content/contentsupport.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

using namespace Drover;
using namespace Qt::StringLiterals;

namespace {

const QString builtinRoot = QStringLiteral(DROVER_SOURCE_DIR "/resources/content/drover");
const QString goldenFile = QStringLiteral(DROVER_SOURCE_DIR "/tests/content/golden/expansion.txt");

QStringList universalWorkflows(const Content& content)
{
    QStringList names = content.names(ContentKind::Workflow);
    names.removeIf([](const QString& name) {
        return !name.startsWith(u"universal-"_s) && name != u"broker-provision"_s;
    });
    return names;
}

} // namespace

class BuiltinTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        const auto pack = readPack(ContentSupport::readDirectory(builtinRoot));
        QVERIFY2(pack, qPrintable(pack ? QString() : ContentSupport::texts(pack.error())));
        const auto content = Content::build({*pack});
        QVERIFY2(content, qPrintable(content ? QString() : ContentSupport::texts(content.error())));
        m_content = *content;
    }

    void allThatTheEngineNamesIsThere()
    {
        for (const char* name :
             {"universal-discover", "universal-start", "universal-destroy", "universal-hardware",
              "universal-linux-install", "universal-runbook", "universal-maintenance",
              "universal-decommission", "universal-cluster-provision", "universal-cluster-destroy",
              "broker-provision"}) {
            QVERIFY2(m_content.workflow(QString::fromLatin1(name)), name);
        }
        for (const char* name :
             {"cluster-reevaluate", "cluster-run-blueprint-on-each-member", "cluster-rolling-update",
              "broker-allocate", "broker-release", "uptime-check"}) {
            QVERIFY2(m_content.blueprint(QString::fromLatin1(name)), name);
        }
        for (const char* name :
             {"global", "resource-pool", "universal-application-base-cluster",
              "universal-application-broker-base", "universal-application-application-base"}) {
            QVERIFY2(m_content.profile(QString::fromLatin1(name)), name);
        }
        for (const QString& name : engineTasks()) {
            QVERIFY2(m_content.task(name) && m_content.task(name)->engine == name, qPrintable(name));
        }
    }

    /// Every workflow and blueprint, written out. DROVER_UPDATE_GOLDEN=1 writes the file anew.
    void workflowsExpandAsRecorded()
    {
        QString expanded;
        for (const QString& name : m_content.names(ContentKind::Workflow)) {
            expanded += u"workflow %1\n  %2\n"_s.arg(name, expandWorkflow(m_content, name)->join(u"\n  "_s));
        }
        for (const QString& name : m_content.names(ContentKind::Blueprint)) {
            const QStringList entries = m_content.blueprint(name)->tasks;
            expanded +=
                u"blueprint %1\n  %2\n"_s.arg(name, expandEntries(m_content, entries)->join(u"\n  "_s));
        }
        QFile golden(goldenFile);
        if (qEnvironmentVariableIsSet("DROVER_UPDATE_GOLDEN")) {
            QVERIFY(golden.open(QIODevice::WriteOnly));
            golden.write(expanded.toUtf8());
            QSKIP("the golden file was written anew");
        }
        QVERIFY2(golden.open(QIODevice::ReadOnly), qPrintable(goldenFile));
        const QStringList recorded = QString::fromUtf8(golden.readAll()).split(u'\n');
        const QStringList now = expanded.split(u'\n');
        for (qsizetype i = 0; i < std::min(recorded.size(), now.size()); ++i) {
            QVERIFY2(now[i] == recorded[i],
                     qPrintable(u"line %1: \"%2\" was \"%3\""_s.arg(i + 1).arg(now[i], recorded[i])));
        }
        QCOMPARE(now.size(), recorded.size());
    }

    void everyUniversalWorkflowHasTheLayout()
    {
        for (const QString& name : universalWorkflows(m_content)) {
            const QStringList& stages = m_content.workflow(name)->stages;
            qsizetype last = 0;
            for (const QString& part :
                 {u"-start-callback"_s, u"-pre-classification"_s, u"-pre-flexiflow"_s, u"-post-flexiflow"_s,
                  u"-classification"_s, u"-post-validation"_s, u"-complete-callback"_s}) {
                const qsizetype index = stages.indexOf(name + part);
                QVERIFY2(index > last, qPrintable(name + part));
                last = index;
            }
            QCOMPARE(stages[last + 1], u"universal-chain-workflow"_s);
            QVERIFY(stages[last + 2].startsWith(u"complete"_s));
            QCOMPARE(stages.size(), last + 3);
        }
    }

    void paramsThatStagesNameExist()
    {
        int named = 0;
        for (const QString& name : m_content.names(ContentKind::Stage)) {
            const QJsonObject& params = m_content.stage(name)->params;
            for (auto it = params.constBegin(); it != params.constEnd(); ++it) {
                QVERIFY2(m_content.param(it.key()), qPrintable(name + u": "_s + it.key()));
                if (it.key().endsWith(u"-parameter"_s)) {
                    QVERIFY2(m_content.param(it->toString()), qPrintable(name + u": "_s + it->toString()));
                    ++named;
                }
            }
        }
        QVERIFY(named > 50);
    }

    void listsNameWhatExists()
    {
        for (const QString& name : m_content.names(ContentKind::Param)) {
            const QJsonValue value = m_content.param(name)->defaultValue();
            const bool isStages = name.endsWith(u"-classification-list"_s);
            if (isStages || name.endsWith(u"-flexiflow"_s) || name.endsWith(u"-post-validation"_s)) {
                for (const QJsonValue& entry : value.toArray()) {
                    QVERIFY2(isStages ? m_content.stage(entry.toString()) != nullptr
                                      : expandEntries(m_content, {entry.toString()}).has_value(),
                             qPrintable(name + u": "_s + entry.toString()));
                }
            }
        }
    }

    void everythingIsDescribed()
    {
        for (const ContentKind kind : allContentKinds()) {
            for (const QString& name : m_content.names(kind)) {
                QVERIFY2(kind == ContentKind::Template || !m_content.find(kind, name)->description.isEmpty(),
                         qPrintable(contentKindName(kind) + u' ' + name));
            }
        }
    }

    void aMembersChainIsLongEnough()
    {
        // What the planner's predictions and the benches count on: at least 20 jobs from start to
        // application.
        const auto jobs = [this](const QString& workflow) {
            QStringList entries = *expandWorkflow(m_content, workflow);
            entries.removeIf([](const QString& entry) {
                return entry.startsWith(u"stage:"_s) || entry.startsWith(u"bootenv:"_s);
            });
            return entries.size();
        };
        const QJsonObject chain = m_content.param(u"universal/workflow-chain-map"_s)
                                      ->defaultValue()
                                      .toObject()
                                      .value(u"default"_s)
                                      .toObject();
        for (const QString& entry : {u"universal-start"_s, u"universal-discover"_s}) {
            qsizetype total = 0;
            QString last;
            for (QString workflow = entry; !workflow.isEmpty(); workflow = chain.value(workflow).toString()) {
                QVERIFY2(m_content.workflow(workflow), qPrintable(workflow));
                total += jobs(workflow);
                last = workflow;
            }
            QCOMPARE(last, u"universal-runbook"_s);
            QVERIFY2(total >= 20, qPrintable(QString::number(total)));
        }
    }

    void scriptsRunAndTheirOutputsFit_data()
    {
        QTest::addColumn<QString>("task");
        for (const QString& name : m_content.names(ContentKind::Task)) {
            if (m_content.task(name)->engine.isEmpty()) {
                QTest::newRow(qPrintable(name)) << name;
            }
        }
    }
    void scriptsRunAndTheirOutputsFit()
    {
        QFETCH(QString, task);
        ParamLayers layers;
        RenderContext context;
        context.content = &m_content;
        context.layers = &layers;
        context.machine = {{u"Name"_s, u"r01-u01"_s}, {u"Uuid"_s, u"0"_s}};
        const auto actions = renderTask(*m_content.task(task), context);
        QVERIFY2(actions, qPrintable(actions ? QString() : actions.error().text));
        QCOMPARE(actions->size(), 1);
        QTemporaryDir directory;
        const QString outputs = directory.filePath(u"outputs"_s);
        QProcess shell;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(u"RS_OUTPUT"_s, outputs);
        shell.setProcessEnvironment(environment);
        shell.setProcessChannelMode(QProcess::MergedChannels);
        shell.start(u"/bin/sh"_s, {u"-c"_s, QString::fromUtf8(actions->first().contents)});
        QVERIFY(shell.waitForFinished());
        QVERIFY2(shell.exitCode() == 0, shell.readAll().constData());
        QFile file(outputs);
        QStringList set;
        if (file.open(QIODevice::ReadOnly)) {
            for (const QByteArray& line : file.readAll().split('\n')) {
                if (line.isEmpty()) {
                    continue;
                }
                const QString name = QString::fromUtf8(line.left(line.indexOf('=')));
                const QJsonArray value =
                    QJsonDocument::fromJson('[' + line.mid(line.indexOf('=') + 1) + ']').array();
                QVERIFY2(value.size() == 1, line.constData());
                QVERIFY2(m_content.param(name), qPrintable(name));
                const Result<> checked = checkValue(name, m_content.param(name), value.first());
                QVERIFY2(checked, qPrintable(checked ? QString() : checked.error().text));
                set.append(name);
            }
        }
        for (const QString& name : m_content.task(task)->sim.outputs.keys()) {
            QVERIFY2(set.contains(name),
                     qPrintable(u"the simulation sets %1, the script doesn't"_s.arg(name)));
        }
    }

    void erasingThatWasNotDoneHoldsTheMachine()
    {
        ParamLayers layers;
        layers.machine = {{u"wipe/method"_s, u"quick"_s}};
        RenderContext context;
        context.content = &m_content;
        context.layers = &layers;
        const auto run = [&] {
            const auto actions = renderTask(*m_content.task(u"decommission-verify"_s), context);
            return QProcess::execute(u"/bin/sh"_s,
                                     {u"-c"_s, QString::fromUtf8(actions->first().contents) + u"\n"_s});
        };
        QCOMPARE(run(), 1);
        layers.machine.insert(u"wipe/done"_s, u"quick"_s);
        QCOMPARE(run(), 0);
    }

private:
    Content m_content;
};

QTEST_GUILESS_MAIN(BuiltinTest)
#include "tst_builtin.moc"
