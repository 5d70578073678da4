#pragma once

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

namespace Drover::Testing {

inline constexpr int programDeadlineMs = 60000;

/// How a run of the executable ended and what it printed.
struct Ran
{
    int code = -1;
    QByteArray out;
    QByteArray err;

    [[nodiscard]] QJsonArray array() const { return QJsonDocument::fromJson(out).array(); }
    [[nodiscard]] QJsonObject object() const { return QJsonDocument::fromJson(out).object(); }
    [[nodiscard]] QJsonObject refused() const { return QJsonDocument::fromJson(err).object(); }
    [[nodiscard]] QByteArray all() const
    {
        return "exit " + QByteArray::number(code) + "\n" + out + "\n" + err;
    }
};

/// A run that goes on; ended by force when the handle goes.
class Running : public QProcess
{
public:
    /// Whether the text has been printed on the standard error so far.
    [[nodiscard]] bool said(const QByteArray& text)
    {
        m_err += readAllStandardError();
        return m_err.contains(text);
    }

private:
    QByteArray m_err;
};

/// The real executable, with a data directory of its own.
class DroverProgram
{
public:
    /// Runs `drover WORDS` to its end.
    Ran run(const QStringList& words, const QStringList& environment = {}) const
    {
        QProcess process;
        process.setEnvironment(QProcess::systemEnvironment() + environment);
        process.start(QStringLiteral(DROVER_BIN_DIR "/drover"),
                      QStringList{QStringLiteral("--data"), data} + words);
        Ran ran;
        if (!process.waitForFinished(programDeadlineMs)) {
            ran.err =
                "it did not end: " + words.join(QLatin1Char(' ')).toUtf8() + process.readAllStandardError();
            process.kill();
            process.waitForFinished();
            return ran;
        }
        ran.code = process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -2;
        ran.out = process.readAllStandardOutput();
        ran.err = process.readAllStandardError();
        return ran;
    }
    Ran run(const QString& line) const { return run(line.split(QLatin1Char(' '), Qt::SkipEmptyParts)); }
    /// Starts it and lets it run.
    [[nodiscard]] std::unique_ptr<Running> start(const QString& line) const
    {
        auto process = std::make_unique<Running>();
        process->start(QStringLiteral(DROVER_BIN_DIR "/drover"),
                       QStringList{QStringLiteral("--data"), data} + line.split(QLatin1Char(' ')));
        return process->waitForStarted(programDeadlineMs) ? std::move(process) : nullptr;
    }
    [[nodiscard]] QString filePath(const QString& name) const { return m_dir.filePath(name); }

private:
    QTemporaryDir m_dir;

public:
    QString data = m_dir.filePath(QStringLiteral("data"));
};

} // namespace Drover::Testing
