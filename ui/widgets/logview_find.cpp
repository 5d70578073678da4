#include "ui/widgets/logmetrics.h"
#include "ui/widgets/logview.h"

#include <QTimerEvent>

using namespace Qt::StringLiterals;

// Searching a log in steps, through lines that may have to be fetched first.
namespace Drover {

namespace {

constexpr int kFindStepLines = 5'000;

} // namespace

bool LogView::setFindText(const QString& text)
{
    const bool pattern = text.size() > 2 && text.startsWith(u'/') && text.endsWith(u'/');
    m_find.setPattern(pattern ? text.sliced(1, text.size() - 2) : QRegularExpression::escape(text));
    m_find.setPatternOptions(QRegularExpression::CaseInsensitiveOption);
    m_foundLine = -1;
    m_findWaits = false;
    m_findTimer.stop();
    const bool good = m_find.isValid() && (!text.startsWith(u'/') || pattern || text.size() == 1);
    if (!good) {
        m_find.setPattern({});
    } else {
        m_find.optimize();
    }
    viewport()->update();
    return good;
}

void LogView::findNext()
{
    startFind(Find::Text, 1);
}

void LogView::findPrevious()
{
    startFind(Find::Text, -1);
}

void LogView::findFirstError()
{
    m_foundLine = -1;
    startFind(Find::Error, 1);
}

void LogView::startFind(Find what, int step)
{
    const qint64 count = lineCount();
    if (count == 0 || (what == Find::Text && m_find.pattern().isEmpty())) {
        emit notFound();
        return;
    }
    m_findWhat = what;
    m_findStep = step;
    const qint64 from = what == Find::Error ? 0
                        : m_foundLine >= 0  ? m_foundLine + step
                        : step > 0          ? firstVisibleLine()
                                            : count - 1;
    m_findAt = (from % count + count) % count;
    m_findLeft = count;
    m_findTimer.start(0, this);
}

void LogView::timerEvent(QTimerEvent* event)
{
    if (event->timerId() == m_findTimer.timerId()) {
        findSome();
    } else {
        QAbstractScrollArea::timerEvent(event);
    }
}

bool LogView::isMatch(qint64 line) const
{
    const LogLine content = m_source->line(line);
    return m_findWhat == Find::Error ? content.tone == Tone::Bad
                                     : LogMetrics::shown(content).contains(m_find);
}

void LogView::findSome()
{
    const qint64 count = lineCount();
    if (!m_source || count == 0) {
        m_findTimer.stop();
        return;
    }
    // What is first is known when nothing comes before it any more.
    if (m_findWhat == Find::Error && !m_source->isComplete()) {
        m_findAt = 0;
        m_findLeft = count;
        m_findWaits = true;
        m_findTimer.stop();
        return;
    }
    for (int i = 0; i < kFindStepLines && m_findLeft > 0; ++i, --m_findLeft) {
        if (!m_source->isThere(m_findAt)) {
            m_findWaits = true;
            m_findTimer.stop();
            return;
        }
        if (isMatch(m_findAt)) {
            m_findTimer.stop();
            m_foundLine = m_findAt;
            setFollow(false);
            scrollToLine(m_findAt);
            viewport()->update();
            emit found(m_findAt);
            return;
        }
        m_findAt = (m_findAt + m_findStep + count) % count;
    }
    if (m_findLeft <= 0) {
        m_findTimer.stop();
        emit notFound();
    }
}

} // namespace Drover
