#include "app/application.h"
#include "tests/app/droverprogram.h"

#include <QFile>
#include <QSignalSpy>

using namespace Qt::StringLiterals;
using Drover::Testing::DroverProgram;
using Drover::Testing::programDeadlineMs;
using Drover::Testing::Ran;

/// Several programs on one data directory: one owns it, the others speak to it, and one follows it.
class TestOwners : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_drover = std::make_unique<DroverProgram>(); }

    void commandsGoToTheOwner();
    void anAttachedClientTakesOver();
    void whoOnlyLooksNeverTakesOver();
    void aFollowedOperationSurvivesItsOwner();
    void onlyOneServes();

private:
    void demo(int machines)
    {
        const Ran made = m_drover->run(u"demo --machines %1 --seed 7 --speed max"_s.arg(machines));
        QVERIFY2(made.code == 0, made.all().constData());
    }

    std::unique_ptr<DroverProgram> m_drover;
};

void TestOwners::commandsGoToTheOwner()
{
    demo(6);
    const auto owner = m_drover->start(u"serve"_s);
    QVERIFY(owner);
    QTRY_VERIFY_WITH_TIMEOUT(owner->said("serving"), programDeadlineMs);
    const Ran made =
        m_drover->run(u"cluster provision blue --role control-plane=1 --role worker=2 --wait -o json"_s);
    QVERIFY2(made.code == 0, made.all().constData());
    QCOMPARE(
        m_drover->run(u"get clusters blue -o json"_s).array().first().toObject().value(u"ready"_s).toInt(),
        3);
    const Ran accepted = m_drover->run(u"machine lock blue --reason keep"_s);
    QVERIFY2(accepted.code == 0, accepted.all().constData());
    QVERIFY(!accepted.err.contains("accepted; runs when"));
    owner->terminate();
    QVERIFY(owner->waitForFinished(programDeadlineMs));
    QCOMPARE(owner->exitCode(), 0);
    QVERIFY(
        m_drover->run(u"get clusters blue -o json"_s).array().first().toObject().value(u"locked"_s).toBool());
}

void TestOwners::anAttachedClientTakesOver()
{
    const Ran made = m_drover->run(
        u"demo --machines 6 --seed 7 --speed 1"_s); // slow: the operation does not end by itself
    QVERIFY2(made.code == 0, made.all().constData());
    const auto owner = m_drover->start(u"serve"_s);
    QTRY_VERIFY_WITH_TIMEOUT(owner->said("serving"), programDeadlineMs);
    const auto waiting =
        m_drover->start(u"cluster provision blue --role control-plane=1 --role worker=2 --wait"_s);
    QTRY_VERIFY_WITH_TIMEOUT(waiting->said("provision blue"), programDeadlineMs);
    owner->kill();
    QVERIFY(owner->waitForFinished(programDeadlineMs));
    // The one that waited owns the directory now, and answers others.
    const QString lock = m_drover->data + u"/drover.lock"_s;
    QTRY_VERIFY_WITH_TIMEOUT(
        [&] {
            QFile file(lock);
            return file.open(QIODevice::ReadOnly) &&
                   file.readAll().trimmed().toLongLong() == waiting->processId();
        }(),
        programDeadlineMs);
    const Ran operations = m_drover->run(u"get operations -o json"_s);
    QVERIFY2(operations.code == 0, operations.all().constData());
    QCOMPARE(operations.array().size(), 1);
    const Ran aborted = m_drover->run(u"operation abort op-1 --reason test"_s);
    QVERIFY2(aborted.code == 0, aborted.all().constData());
    waiting->terminate();
    QVERIFY(waiting->waitForFinished(programDeadlineMs));
    QCOMPARE(waiting->exitStatus(), QProcess::NormalExit);
    QCOMPARE(waiting->exitCode(), 1);
}

/// `logs -f` outlives its engine: it would keep everybody else out and serve nobody.
void TestOwners::whoOnlyLooksNeverTakesOver()
{
    demo(2);
    const auto owner = m_drover->start(u"serve"_s);
    QTRY_VERIFY_WITH_TIMEOUT(owner->said("serving"), programDeadlineMs);
    const auto looking =
        Drover::Application::open({.directory = m_drover->data, .work = Drover::Application::Work::Never});
    QVERIFY(looking && !(*looking)->ownsEngine());
    QSignalSpy silent(looking->get(), &Drover::Application::engineSilent);
    QSignalSpy changed(looking->get(), &Drover::Application::ownerChanged);
    QSignalSpy lost(looking->get(), &Drover::Application::engineLost);
    owner->kill();
    QVERIFY(owner->waitForFinished(programDeadlineMs));
    QTRY_COMPARE_WITH_TIMEOUT(silent.size(), 1, programDeadlineMs);
    const auto next = m_drover->start(u"serve"_s);
    QTRY_VERIFY_WITH_TIMEOUT(next->said("serving"), programDeadlineMs);
    QTRY_COMPARE_WITH_TIMEOUT(changed.size(), 1, programDeadlineMs); // and it goes on with that one
    QVERIFY(!(*looking)->ownsEngine());
    next->kill();
    QVERIFY(next->waitForFinished(programDeadlineMs));
    QTRY_COMPARE_WITH_TIMEOUT(lost.size(), 1, programDeadlineMs);
    QVERIFY(!(*looking)->ownsEngine());
    QCOMPARE(m_drover->run(u"get pools"_s).code, 0);
}

void TestOwners::aFollowedOperationSurvivesItsOwner()
{
    demo(10);
    const Ran accepted = m_drover->run(u"cluster provision blue --role control-plane=1 --role worker=2"_s);
    QVERIFY2(accepted.code == 0, accepted.all().constData());
    const auto carrier = m_drover->start(u"operation retry op-1 --wait"_s);
    QVERIFY(carrier);
    carrier->kill();
    QVERIFY(carrier->waitForFinished(programDeadlineMs));
    const auto owner = m_drover->start(u"serve"_s);
    QTRY_COMPARE_WITH_TIMEOUT(m_drover->run(u"get operations op-1 -o json"_s)
                                  .array()
                                  .first()
                                  .toObject()
                                  .value(u"state"_s)
                                  .toString(),
                              u"finished"_s, programDeadlineMs);
    owner->terminate();
    QVERIFY(owner->waitForFinished(programDeadlineMs));
    QCOMPARE(m_drover->run(u"journal verify"_s).code, 0);
}

void TestOwners::onlyOneServes()
{
    const auto owner = m_drover->start(u"serve"_s);
    QTRY_VERIFY_WITH_TIMEOUT(owner->said("serving"), programDeadlineMs);
    const Ran second = m_drover->run(u"serve -o json"_s);
    QCOMPARE(second.code, 2);
    QCOMPARE(second.refused().value(u"code"_s).toString(), u"directory-owned"_s);
    owner->terminate();
    QVERIFY(owner->waitForFinished(programDeadlineMs));
}

QTEST_GUILESS_MAIN(TestOwners)
#include "tst_owners.moc"
