#include "models/outputfeed.h"

#include "models/logtext.h"
#include "models/request.h"

#include <algorithm>

namespace Drover {

namespace {

constexpr int pollMs = 700;

} // namespace

OutputFeed::OutputFeed(Engine& engine, const Replica& replica, QObject* parent)
    : QObject(parent), m_engine(engine), m_replica(replica)
{
    m_soon.setSingleShot(true);
    connect(&m_soon, &QTimer::timeout, this, &OutputFeed::askNext);
    // A quiet engine has no news of a job that prints little; so it is asked now and then.
    m_poll.setInterval(pollMs);
    const auto lookAtTheEnd = [this] {
        m_tailDue = true;
        askNext();
    };
    connect(&m_poll, &QTimer::timeout, this, lookAtTheEnd);
    connect(&replica, &Replica::applied, this, [this, lookAtTheEnd](const ReplicaChanges& changes) {
        if (changes.jobs.contains(m_job) || changes.observations.contains(m_job))
            lookAtTheEnd();
    });
}

void OutputFeed::show(JobId job)
{
    if (job == m_job)
        return;
    m_job = job;
    ++m_generation;
    m_asking = Want::Nothing;
    m_started = false;
    m_tailDue = false;
    m_ended = false;
    m_next = 0;
    m_size = 0;
    m_wished = -1;
    m_blocks.clear();
    m_error.reset();
    if (m_job.isSet()) {
        m_poll.start();
        begin(Want::Tail, 0, tailBytes);
    } else {
        m_poll.stop();
    }
    emit changed();
}

void OutputFeed::begin(Want want, qint64 from, qint64 to)
{
    m_asking = want;
    m_from = from;
    m_to = to;
    m_part.clear();
    ask(from);
}

void OutputFeed::ask(qint64 from)
{
    m_at = from;
    const Queries::ReadOutput query{.job = m_job, .offset = from, .limit = int(m_to - from)};
    onAnswer(m_engine.ask(query), this, [this, generation = m_generation](const Result<Answer>& answer) {
        if (generation != m_generation)
            return;
        if (!answer) {
            m_asking = Want::Nothing;
            m_error = answer.error();
            emit changed();
            return;
        }
        m_error.reset();
        if (const auto* output = std::get_if<Answers::Output>(&*answer))
            take(*output);
    });
}

/// One question at a time: first what somebody looks at, then what is new, then what is still to be counted.
void OutputFeed::askNext()
{
    if (!m_job.isSet() || m_asking != Want::Nothing || !m_started)
        return;
    if (m_wished >= 0) {
        const auto block = std::find_if(m_blocks.begin(), m_blocks.end(),
                                        [this](const Block& each) { return each.from == m_wished; });
        m_wished = -1;
        if (block != m_blocks.end() && !block->held)
            return begin(Want::Block, block->from, block->to);
    }
    if (!m_ended && m_tailDue) {
        m_tailDue = false;
        return begin(Want::Tail, m_next, m_next + blockBytes);
    }
    if (!isComplete())
        begin(Want::Before, std::max<qint64>(0, uncountedBytes() - blockBytes), uncountedBytes());
}

void OutputFeed::take(const Answers::Output& output)
{
    m_size = output.size;
    if (m_asking != Want::Tail && !isWhole(output))
        return;
    switch (std::exchange(m_asking, Want::Nothing)) {
    case Want::Nothing:
        return;
    case Want::Tail:
        takeTail(output);
        break;
    case Want::Before:
        takeBefore();
        break;
    case Want::Block:
        takeBlock();
        break;
    }
    letGo();
    emit changed();
    m_soon.start(); // counting a long log leaves room for everything else
}

void OutputFeed::takeTail(const Answers::Output& output)
{
    if (!m_started && m_next == 0 && output.size > 2LL * tailBytes) {
        m_next = output.size - tailBytes;
        begin(Want::Tail, m_next, output.size);
        return;
    }
    m_started = true;
    if (!output.text.isEmpty()) {
        if (m_blocks.empty() || m_blocks.back().to - m_blocks.back().from >= blockBytes) {
            Block block;
            block.from = output.offset;
            block.first = m_blocks.empty() ? 0 : m_blocks.back().first + m_blocks.back().newlines;
            m_blocks.push_back(std::move(block));
        }
        Block& last = m_blocks.back();
        last.to = output.next;
        hold(last, last.text + output.text);
    }
    // What is left may be half a character: that waits for the next look.
    m_tailDue = m_tailDue || (output.next > output.offset && output.next < output.size);
    m_next = std::max(m_next, output.next);
    m_ended = output.ended && m_next >= output.size;
    if (m_ended)
        m_poll.stop();
}

/// Puts the answers to one question together: one ends early at half a character, and a part of an output
/// that was not kept is leapt over.
bool OutputFeed::isWhole(const Answers::Output& output)
{
    if (output.offset >= m_to)
        return true;
    if (output.offset > m_at) {
        ask(output.offset);
        return false;
    }
    m_part += output.text;
    if (output.next > output.offset && output.next < m_to) {
        ask(output.next);
        return false;
    }
    return true;
}

void OutputFeed::takeBefore()
{
    Block block;
    block.from = m_from;
    block.to = m_to;
    hold(block, std::exchange(m_part, {}));
    block.first = firstLine() - block.newlines;
    const qint64 lines = block.newlines;
    m_blocks.push_front(std::move(block));
    emit linesBefore(lines);
}

void OutputFeed::takeBlock()
{
    const auto block = std::find_if(m_blocks.begin(), m_blocks.end(),
                                    [this](const Block& each) { return each.from == m_from; });
    if (block == m_blocks.end())
        return;
    const qint64 newlines = block->newlines;
    hold(*block, std::exchange(m_part, {}));
    block->newlines = newlines; // numbers stand, whatever became of the file
    block->used = ++m_uses;
}

void OutputFeed::hold(Block& block, QString text)
{
    block.text = std::move(text);
    block.held = true;
    block.starts.assign(1, 0);
    for (qsizetype at = block.text.indexOf(u'\n'); at >= 0; at = block.text.indexOf(u'\n', at + 1))
        block.starts.push_back(at + 1);
    block.newlines = qint64(block.starts.size()) - 1;
}

/// Text that was not looked at for the longest goes first; the end always stays.
void OutputFeed::letGo()
{
    for (int more = blocksHeld() - blocksKept; more > 0; --more) {
        Block* oldest = nullptr;
        for (Block& block : m_blocks) {
            if (block.held && &block != &m_blocks.back() && (!oldest || block.used < oldest->used))
                oldest = &block;
        }
        if (!oldest)
            return;
        oldest->text = QString();
        oldest->starts = {};
        oldest->held = false;
    }
}

int OutputFeed::blocksHeld() const
{
    return int(
        std::count_if(m_blocks.begin(), m_blocks.end(), [](const Block& block) { return block.held; }));
}

qint64 OutputFeed::lineCount() const
{
    if (m_blocks.empty())
        return 0;
    const Block& last = m_blocks.back();
    const bool open = last.to > last.from && !last.text.endsWith(u'\n');
    return last.first + last.newlines - firstLine() + (open ? 1 : 0);
}

std::size_t OutputFeed::blockOf(qint64 number) const
{
    const qint64 line = number + firstLine();
    const auto block = std::partition_point(m_blocks.begin(), m_blocks.end(), [line](const Block& each) {
        return each.first + each.newlines < line;
    });
    return std::size_t(block - m_blocks.begin());
}

QStringView OutputFeed::piece(const Block& block, std::size_t number)
{
    if (number >= block.starts.size())
        return {};
    const qsizetype from = block.starts.at(number);
    const qsizetype end =
        number + 1 < block.starts.size() ? block.starts.at(number + 1) - 1 : block.text.size();
    return QStringView(block.text).sliced(from, std::min(end - from, lineLength));
}

void OutputFeed::wish(std::size_t block) const
{
    m_wished = m_blocks.at(block).from;
    m_soon.start();
}

bool OutputFeed::isThere(qint64 number) const
{
    if (number < 0 || number >= lineCount())
        return true;
    const std::size_t at = blockOf(number);
    const Block& block = m_blocks.at(at);
    if (!block.held) {
        wish(at);
        return false;
    }
    // Its last piece goes on in the next block.
    if (number + firstLine() == block.first + block.newlines && at + 1 < m_blocks.size() &&
        !m_blocks.at(at + 1).held) {
        wish(at + 1);
        return false;
    }
    return true;
}

LogLine OutputFeed::line(qint64 number) const
{
    if (number < 0 || number >= lineCount() || !isThere(number))
        return {};
    std::size_t at = blockOf(number);
    const Block* block = &m_blocks.at(at);
    block->used = ++m_uses;
    const auto first = std::size_t(number + firstLine() - block->first);
    if (first + 1 < block->starts.size())
        return logLine(piece(*block, first));
    QString text = piece(*block, first).toString();
    // A line longer than a block goes on in the one after the next, too; only its beginning is shown.
    while (++at < m_blocks.size() && text.size() < lineLength) {
        block = &m_blocks.at(at);
        if (!block->held)
            break;
        text += piece(*block, 0);
        if (block->newlines > 0)
            break;
    }
    return logLine(QStringView(text).first(std::min(text.size(), lineLength)));
}

} // namespace Drover
