#pragma once

#include "engine/api/engine.h"
#include "models/logsource.h"
#include "models/replica.h"

#include <QTimer>
#include <deque>

namespace Drover {

/// A job's output as lines for a LogView, whatever its size: the end is there at once; what is before it is
/// counted backwards, block by block, so that numbers grow at the front; and only blocks that are looked at
/// keep their text. Follows while the job runs. Owned by the log tab; UI thread.
class OutputFeed : public QObject, public LogSource
{
    Q_OBJECT
public:
    OutputFeed(Engine& engine, const Replica& replica, QObject* parent = nullptr);

    /// An unset id shows nothing.
    void show(JobId job);
    [[nodiscard]] JobId job() const { return m_job; }
    /// Bytes in front of the first line that are still to be counted.
    [[nodiscard]] qint64 uncountedBytes() const { return m_blocks.empty() ? 0 : m_blocks.front().from; }
    [[nodiscard]] qint64 size() const { return m_size; }
    [[nodiscard]] bool isLoading() const { return m_asking != Want::Nothing && m_blocks.empty(); }
    [[nodiscard]] const std::optional<Error>& error() const { return m_error; }
    [[nodiscard]] int blocksHeld() const; ///< with their text; for tests

    [[nodiscard]] qint64 lineCount() const override;
    [[nodiscard]] LogLine line(qint64 number) const override;
    [[nodiscard]] bool isThere(qint64 number) const override;
    [[nodiscard]] bool isComplete() const override
    {
        return m_started ? uncountedBytes() == 0 : !m_job.isSet();
    }

    static constexpr int blockBytes = 1 << 20;
    static constexpr int tailBytes = 256 << 10;
    static constexpr int blocksKept = 12;
    static constexpr qsizetype lineLength = 16'000; ///< of what is shown of one line

signals:
    void changed();
    /// So many lines came in front of the first: all numbers grew.
    void linesBefore(qint64 count);

private:
    struct Block
    {
        qint64 from = 0; ///< bytes in the file
        qint64 to = 0;
        qint64 first = 0;    ///< number of the line it begins in; the first block that was read begins with 0
        qint64 newlines = 0; ///< in it
        QString text;        ///< empty while it isn't held
        std::vector<qsizetype> starts; ///< of its pieces, while it is held
        bool held = false;
        mutable quint64 used = 0;
    };
    enum class Want { Nothing, Tail, Before, Block };

    void begin(Want want, qint64 from, qint64 to);
    void ask(qint64 from);
    void askNext();
    void take(const Answers::Output& output);
    void takeTail(const Answers::Output& output);
    [[nodiscard]] bool isWhole(const Answers::Output& output);
    void takeBefore();
    void takeBlock();
    static void hold(Block& block, QString text);
    void letGo();
    /// Index of the block in which the line begins.
    [[nodiscard]] std::size_t blockOf(qint64 number) const;
    [[nodiscard]] qint64 firstLine() const { return m_blocks.empty() ? 0 : m_blocks.front().first; }
    [[nodiscard]] static QStringView piece(const Block& block, std::size_t number);
    void wish(std::size_t block) const;

    Engine& m_engine;
    const Replica& m_replica;
    JobId m_job;
    int m_generation = 0;
    Want m_asking = Want::Nothing;
    qint64 m_from = 0; ///< the bytes that are asked for
    qint64 m_to = 0;
    qint64 m_at = 0; ///< where the last question began
    QString m_part;  ///< of them, as far as answered
    bool m_started = false;
    bool m_tailDue = false;
    bool m_ended = false;
    qint64 m_next = 0; ///< byte behind what has been read at the end
    qint64 m_size = 0;
    std::deque<Block> m_blocks;
    mutable qint64 m_wished = -1; ///< `from` of a block whose text is asked for
    mutable quint64 m_uses = 0;
    std::optional<Error> m_error;
    QTimer m_poll;
    mutable QTimer m_soon; ///< the next question, after everything else that waits
};

} // namespace Drover
