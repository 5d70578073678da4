#pragma once

#include "engine/api/engine.h"
#include "models/logsource.h"
#include "models/replica.h"

#include <QTimer>
#include <deque>

namespace Drover {

/// A job's output as lines for a LogView: begins near the end of what is there, follows while the job runs,
/// and keeps a window of the last lines only, however much is printed. Owned by the log tab; UI thread.
class OutputFeed : public QObject, public LogSource
{
    Q_OBJECT
public:
    OutputFeed(Engine& engine, const Replica& replica, QObject* parent = nullptr);

    /// An unset id shows nothing.
    void show(JobId job);
    [[nodiscard]] JobId job() const { return m_job; }
    /// Bytes in front of the first line that are not shown.
    [[nodiscard]] qint64 skippedBytes() const { return m_skipped; }
    [[nodiscard]] bool isLoading() const { return m_asking && m_lines.empty(); }
    [[nodiscard]] const std::optional<Error>& error() const { return m_error; }

    [[nodiscard]] qint64 lineCount() const override;
    [[nodiscard]] LogLine line(qint64 number) const override;

    static constexpr int chunkBytes = 256 << 10;
    static constexpr std::size_t linesKept = 20'000;
    static constexpr qsizetype lineLength = 4'000;

signals:
    void changed();

private:
    void ask(qint64 offset);
    void take(const Answers::Output& output);
    void append(const QString& text);
    void addLine(QString line);
    void keepReading();

    Engine& m_engine;
    const Replica& m_replica;
    JobId m_job;
    int m_generation = 0;
    bool m_asking = false;
    bool m_started = false; ///< the place to begin at is known
    bool m_ended = false;
    qint64 m_next = 0;
    qint64 m_skipped = 0;
    std::deque<QString> m_lines;
    QString m_open; ///< the last line, as long as it has no end
    std::optional<Error> m_error;
    QTimer m_poll;
};

} // namespace Drover
