#include "models/journal/objectevents.h"
#include "tests/support/fakeengine.h"

#include <QAbstractItemModelTester>
#include <QTest>

using namespace Qt::StringLiterals;

namespace Drover {

using namespace Testing;

/// The events about one object: a page at a time, and what is new at the top.
class TestObjectEvents : public QObject
{
    Q_OBJECT

private slots:
    void init();

    void pagesComeAsOneLooksBack();
    void whatIsNewComesAtTheTop();
    void bracketsAreExact();
    void anotherObjectDropsTheOldAnswer();

private:
    void grow(qint64 count);
    [[nodiscard]] Answers::Events answer(const Queries::FindEvents& query) const;
    [[nodiscard]] JournalWords words() const
    {
        return {
            .event = [](const EventRecord& record, const QString&) { return u"event %1"_s.arg(record.seq); },
            .time = [](Instant at, Instant) { return QString::number(at.ms()); }};
    }

    std::unique_ptr<FakeEngine> m_engine;
    std::unique_ptr<Replica> m_replica;
    qint64 m_size = 0; ///< events; those with an even number are about `machine web-1`
};

void TestObjectEvents::init()
{
    m_size = 0;
    m_engine = std::make_unique<FakeEngine>();
    m_engine->onAsk = [this](const Query& query) -> Result<Answer> {
        return answer(std::get<Queries::FindEvents>(query));
    };
    m_replica = std::make_unique<Replica>();
    grow(1000);
}

void TestObjectEvents::grow(qint64 count)
{
    m_size += count;
    ChangeBatch batch;
    batch.snapshot = count == m_size;
    batch.figures.seq = m_size;
    m_replica->apply(batch);
}

Answers::Events TestObjectEvents::answer(const Queries::FindEvents& query) const
{
    Answers::Events found;
    const auto isWanted = [&](qint64 seq) {
        return seq > query.after && (query.before == 0 || seq < query.before) &&
               (seq % 2 == 0) == (query.subject == "machine web-1"_L1);
    };
    QList<qint64> all;
    for (qint64 seq = 1; seq <= m_size; ++seq) {
        if (isWanted(seq))
            all.append(seq);
    }
    found.more = all.size() > query.limit;
    const QList<qint64> page = query.before > 0 ? all.mid(std::max<qsizetype>(0, all.size() - query.limit))
                                                : all.mid(0, query.limit);
    for (const qint64 seq : page) {
        EventRecord record;
        record.seq = seq;
        record.subject = query.subject;
        found.events.append(record);
    }
    return found;
}

void TestObjectEvents::pagesComeAsOneLooksBack()
{
    ObjectEventsModel model(*m_engine, *m_replica, words());
    model.show(u"machine web-1"_s);
    QTRY_COMPARE(model.rowCount(), ObjectEventsModel::pageRows);
    QCOMPARE(model.index(0).data().toString(), u"event 1000"_s);
    while (model.canFetchMore({})) {
        model.fetchMore({});
        QTRY_VERIFY(!model.isReading());
    }
    QCOMPARE(model.rowCount(), 500);
    QCOMPARE(model.index(499).data().toString(), u"event 2"_s);
    QCOMPARE(model.seqAt(model.index(499)), 2);
}

void TestObjectEvents::whatIsNewComesAtTheTop()
{
    ObjectEventsModel model(*m_engine, *m_replica, words());
    model.show(u"machine web-1"_s);
    QTRY_COMPARE(model.rowCount(), 100);
    grow(10);
    model.lookForNew();
    grow(10);
    model.lookForNew(); // while the first is on its way
    QTRY_COMPARE(model.rowCount(), 110);
    QCOMPARE(model.index(0).data().toString(), u"event 1020"_s);
    QCOMPARE(model.index(10).data().toString(), u"event 1000"_s);
}

void TestObjectEvents::bracketsAreExact()
{
    ObjectEventsModel model(*m_engine, *m_replica, words());
    m_size = 250;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    model.show(u"machine web-1"_s);
    QTRY_COMPARE(model.rowCount(), 100);
    model.fetchMore({});
    QTRY_COMPARE(model.rowCount(), 125);
    QVERIFY(!model.canFetchMore({}));
    grow(4);
    model.lookForNew();
    QTRY_COMPARE(model.rowCount(), 127);
    model.show({});
}

void TestObjectEvents::anotherObjectDropsTheOldAnswer()
{
    ObjectEventsModel model(*m_engine, *m_replica, words());
    m_engine->hold = true;
    model.show(u"machine web-1"_s);
    model.show(u"pool default"_s);
    m_engine->release();
    QTRY_COMPARE(model.rowCount(), 100);
    QCOMPARE(model.index(0).data().toString(), u"event 999"_s);
    model.show({});
    QCOMPARE(model.rowCount(), 0);
}

} // namespace Drover

QTEST_GUILESS_MAIN(Drover::TestObjectEvents)
#include "tst_objectevents.moc"
