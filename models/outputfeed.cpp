#include "models/outputfeed.h"

#include "models/request.h"

#include <algorithm>

namespace Drover {

OutputFeed::OutputFeed(Engine& engine, const Replica& replica, QObject* parent)
    : QObject(parent), m_engine(engine), m_replica(replica)
{
    // A quiet engine has no news of a job that prints little; so it is asked now and then.
    m_poll.setInterval(700);
    connect(&m_poll, &QTimer::timeout, this, &OutputFeed::keepReading);
    connect(&replica, &Replica::applied, this, [this](const ReplicaChanges& changes) {
        if (changes.jobs.contains(m_job) || changes.observations.contains(m_job))
            keepReading();
    });
}

void OutputFeed::show(JobId job)
{
    if (job == m_job)
        return;
    m_job = job;
    ++m_generation;
    m_asking = false;
    m_started = false;
    m_ended = false;
    m_next = 0;
    m_skipped = 0;
    m_lines.clear();
    m_open.clear();
    m_error.reset();
    if (m_job.isSet()) {
        m_poll.start();
        ask(0);
    } else {
        m_poll.stop();
    }
    emit changed();
}

void OutputFeed::ask(qint64 offset)
{
    m_asking = true;
    const Queries::ReadOutput query{.job = m_job, .offset = offset, .limit = chunkBytes};
    onAnswer(m_engine.ask(query), this, [this, generation = m_generation](const Result<Answer>& answer) {
        if (generation != m_generation)
            return;
        m_asking = false;
        if (!answer) {
            m_error = answer.error();
            emit changed();
            return;
        }
        m_error.reset();
        if (const auto* output = std::get_if<Answers::Output>(&*answer))
            take(*output);
    });
}

void OutputFeed::take(const Answers::Output& output)
{
    // Of a long output only the end is read: what was printed last is what one looks for.
    if (!m_started && output.size > 4LL * chunkBytes) {
        m_started = true;
        m_skipped = output.size - 2LL * chunkBytes;
        m_next = m_skipped;
        ask(m_next);
        return;
    }
    const bool atCut = m_skipped > 0 && m_lines.empty() && m_open.isEmpty();
    m_started = true;
    QString text = output.text;
    if (atCut)
        text = text.mid(text.indexOf(QLatin1Char('\n')) + 1);
    append(text);
    m_next = std::max(m_next, output.next);
    m_ended = output.ended && m_next >= output.size;
    if (m_ended) {
        m_poll.stop();
        if (!m_open.isEmpty())
            addLine(std::exchange(m_open, {}));
    } else if (output.next > output.offset && m_next < output.size) {
        ask(m_next);
    }
    emit changed();
}

void OutputFeed::append(const QString& text)
{
    qsizetype from = 0;
    for (qsizetype end = text.indexOf(QLatin1Char('\n')); end >= 0;
         end = text.indexOf(QLatin1Char('\n'), from)) {
        addLine(m_open + text.mid(from, end - from));
        m_open.clear();
        from = end + 1;
    }
    m_open += QStringView(text).mid(from);
    while (m_open.size() > lineLength) {
        addLine(m_open.left(lineLength));
        m_open.remove(0, lineLength);
    }
}

void OutputFeed::addLine(QString line)
{
    // A progress meter writes over its own line: what stands last is what a terminal shows.
    if (line.endsWith(QLatin1Char('\r')))
        line.chop(1);
    line = line.mid(line.lastIndexOf(QLatin1Char('\r')) + 1);
    std::replace_if(
        line.begin(), line.end(), [](QChar c) { return c.unicode() < 0x20 && c != QLatin1Char('\t'); },
        QChar(0xFFFD));
    line.replace(QLatin1Char('\t'), QLatin1String("    "));
    do {
        m_lines.push_back(line.left(lineLength));
        line.remove(0, lineLength);
    } while (!line.isEmpty());
    while (m_lines.size() > linesKept) {
        m_skipped += m_lines.front().size() + 1;
        m_lines.pop_front();
    }
}

void OutputFeed::keepReading()
{
    if (m_job.isSet() && !m_asking && !m_ended && m_started)
        ask(m_next);
}

qint64 OutputFeed::lineCount() const
{
    return qint64(m_lines.size()) + (m_open.isEmpty() ? 0 : 1);
}

LogLine OutputFeed::line(qint64 number) const
{
    LogLine line;
    if (number < 0 || number >= lineCount())
        return line;
    line.text = number < qint64(m_lines.size()) ? m_lines[std::size_t(number)] : m_open;
    const auto says = [&](QLatin1StringView word) { return line.text.contains(word, Qt::CaseInsensitive); };
    if (says(QLatin1StringView("error")) || says(QLatin1StringView("failed")) ||
        says(QLatin1StringView("fatal")))
        line.tone = Tone::Bad;
    else if (says(QLatin1StringView("warn")))
        line.tone = Tone::Warn;
    return line;
}

} // namespace Drover
