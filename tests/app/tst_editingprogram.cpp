#include "tests/app/droverprogram.h"

#include <QFile>

using namespace Qt::StringLiterals;
using Drover::Testing::DroverProgram;
using Drover::Testing::Ran;

/// The real executable edits a simulated directory and takes it back, as a script would.
class TestEditingProgram : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void poolsAreMadeFilledAndEmptied();
    void aProfileIsSetAndUndone();
    void aBadValueChangesNothing();
    void aBlueprintRunsOnEachMember();

private:
    Ran done(const QString& line)
    {
        Ran ran = m_drover->run(line);
        if (ran.code != 0)
            qWarning("%s: %s", qPrintable(line), ran.all().constData());
        return ran;
    }
    QJsonObject one(const QString& kind, const QString& name)
    {
        return m_drover->run(u"get %1 %2 -o json"_s.arg(kind, name)).array().first().toObject();
    }
    /// The number of the newest event of that kind.
    qint64 newest(const QString& kind)
    {
        qint64 seq = 0;
        for (const QJsonValue event : m_drover->run(u"get events --limit 50 -o json"_s).array()) {
            if (event.toObject().value(u"kind"_s).toString() == kind)
                seq = event.toObject().value(u"seq"_s).toInteger();
        }
        return seq;
    }
    QString firstMachine()
    {
        return m_drover->run(u"get machines -o json"_s)
            .array()
            .first()
            .toObject()
            .value(u"name"_s)
            .toString();
    }

    std::unique_ptr<DroverProgram> m_drover;
};

void TestEditingProgram::init()
{
    m_drover = std::make_unique<DroverProgram>();
    QCOMPARE(done(u"demo --machines 12 --seed 7 --speed max"_s).code, 0);
}

void TestEditingProgram::poolsAreMadeFilledAndEmptied()
{
    QCOMPARE(done(u"pool create edge --description at-the-edge --min-free 2"_s).code, 0);
    const QString machine = firstMachine();
    const Ran added = done(u"pool add edge %1 -o json"_s.arg(machine));
    QCOMPARE(added.object().value(u"machines"_s).toArray(), QJsonArray{machine});
    QCOMPARE(one(u"machines"_s, machine).value(u"pool"_s).toString(), u"edge"_s);
    const Ran full = m_drover->run(u"pool delete edge -o json"_s);
    QCOMPARE(full.code, 2);
    QCOMPARE(full.refused().value(u"code"_s).toString(), u"pool-used"_s);
    QCOMPARE(done(u"pool set edge --min-free 5"_s).code, 0);
    QCOMPARE(one(u"pools"_s, u"edge"_s).value(u"minFree"_s).toInt(), 5);
    QCOMPARE(done(u"undo %1"_s.arg(newest(u"PoolSaved"_s))).code, 0);
    QCOMPARE(one(u"pools"_s, u"edge"_s).value(u"minFree"_s).toInt(), 2);
    QCOMPARE(done(u"pool allocate edge --count 1"_s).code, 0);
    QCOMPARE(one(u"machines"_s, machine).value(u"poolStatus"_s).toString(), u"InUse"_s);
    QCOMPARE(done(u"pool release edge "_s + machine).code, 0);
    QCOMPARE(done(u"pool remove edge "_s + machine).code, 0);
    QCOMPARE(done(u"pool delete edge"_s).code, 0);
    QVERIFY(done(u"journal verify -o json"_s).object().value(u"ok"_s).toBool());
}

void TestEditingProgram::aProfileIsSetAndUndone()
{
    QCOMPARE(done(u"profile create mine max-work-orders=2"_s).code, 0);
    QCOMPARE(done(u"profile set mine max-work-orders=3 --reason more"_s).code, 0);
    const qint64 seq = newest(u"ParamsChanged"_s);
    QCOMPARE(done(u"undo %1 --reason less"_s.arg(seq)).code, 0);
    QCOMPARE(one(u"profiles"_s, u"mine"_s).value(u"Params"_s).toObject().value(u"max-work-orders"_s).toInt(),
             2);
    const Ran again = m_drover->run(u"undo %1 -o json"_s.arg(seq));
    QCOMPARE(again.code, 2);
    QCOMPARE(again.refused().value(u"code"_s).toString(), u"undone-already"_s);
    QCOMPARE(done(u"profile delete mine"_s).code, 0);
}

void TestEditingProgram::aBadValueChangesNothing()
{
    const QString machine = firstMachine();
    const QByteArray before = m_drover->run(u"describe machine %1 -o json"_s.arg(machine)).out;
    const Ran refused = m_drover->run(u"machine set %1 max-work-orders=none -o json"_s.arg(machine));
    QCOMPARE(refused.code, 2);
    QCOMPARE(refused.refused().value(u"code"_s).toString(), u"param-value"_s);
    QVERIFY(refused.refused().value(u"text"_s).toString().contains(u"max-work-orders"_s));
    QCOMPARE(m_drover->run(u"describe machine %1 -o json"_s.arg(machine)).out, before);
}

void TestEditingProgram::aBlueprintRunsOnEachMember()
{
    QCOMPARE(done(u"cluster provision blue --role control-plane=1 --role worker=2 --accept-warnings --wait"_s)
                 .code,
             0);
    QFile pack(m_drover->filePath(u"site.yaml"_s));
    QVERIFY(pack.open(QIODevice::WriteOnly));
    pack.write("meta: {Name: site, Version: 1.0.0}\n"
               "sections:\n"
               "  tasks:\n"
               "    step: {Name: step, Templates: [{Name: run, Contents: \"#!/bin/sh\\n\"}]}\n"
               "  blueprints:\n"
               "    site-patch: {Name: site-patch, Tasks: [step]}\n");
    pack.close();
    QCOMPARE(done(u"content load "_s + pack.fileName()).code, 0);
    const Ran one = done(u"cluster run blue site-patch --wait -o json"_s);
    QCOMPARE(one.array().first().toObject().value(u"target"_s).toString(), u"blue"_s);
    const Ran each = done(u"cluster run blue site-patch --each-member --wait -o json"_s);
    QCOMPARE(each.array().size(), 3);
    for (const QJsonValue order : each.array())
        QCOMPARE(order.toObject().value(u"state"_s).toString(), u"finished"_s);
    const Ran unknown = m_drover->run(u"cluster run blue site-pacth -o json"_s);
    QCOMPARE(unknown.refused().value(u"code"_s).toString(), u"blueprint-unknown"_s);
    QVERIFY(unknown.refused().value(u"remedy"_s).toString().contains(u"site-patch"_s));
}

QTEST_GUILESS_MAIN(TestEditingProgram)
#include "tst_editingprogram.moc"
