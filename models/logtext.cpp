#include "models/logtext.h"

#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace Drover {

namespace {

constexpr char16_t escape = 0x1b;

/// What the escape sequences so far ask for.
struct Pen
{
    LogColor color = LogColor::Plain;
    bool bold = false;
};

/// `1;31`: select graphic rendition. Extended colours (38;5;N) are left out: they say taste, not meaning.
void applySgr(QStringView parameters, Pen& pen)
{
    if (parameters.isEmpty()) {
        pen = {};
        return;
    }
    for (const QStringView word : parameters.split(u';')) {
        const int code = word.toInt();
        if (code == 0)
            pen = {};
        else if (code == 1)
            pen.bold = true;
        else if (code == 22)
            pen.bold = false;
        else if (code == 38 || code == 48)
            return;
        else if (code == 39)
            pen.color = LogColor::Plain;
        else if (code >= 30 && code <= 37)
            pen.color = LogColor(int(LogColor::Black) + code - 30);
        else if (code >= 90 && code <= 97)
            pen.color = LogColor(int(LogColor::Black) + code - 90);
    }
}

/// Behind the escape sequence that begins at `at`; a colour goes into the pen.
qsizetype skipEscape(QStringView raw, qsizetype at, Pen& pen)
{
    if (at + 1 >= raw.size())
        return raw.size();
    const char16_t kind = raw.at(at + 1).unicode();
    if (kind == u'[') {
        qsizetype end = at + 2;
        while (end < raw.size() && (raw.at(end).unicode() < 0x40 || raw.at(end).unicode() > 0x7e))
            ++end;
        if (end < raw.size() && raw.at(end) == u'm')
            applySgr(raw.sliced(at + 2, end - at - 2), pen);
        return std::min(end + 1, raw.size());
    }
    if (kind == u']') { // a title or a link: up to BEL or ESC backslash
        qsizetype end = at + 2;
        while (end < raw.size() && raw.at(end).unicode() != 0x07 && raw.at(end).unicode() != escape)
            ++end;
        return std::min(end + (end < raw.size() && raw.at(end).unicode() == escape ? 2 : 1), raw.size());
    }
    return at + 2;
}

void addRun(LogLine& line, int from, const Pen& pen)
{
    const int length = int(line.text.size()) - from;
    if (length > 0 && (pen.color != LogColor::Plain || pen.bold))
        line.runs.append({from, length, pen.color, pen.bold});
}

/// A clock or a date with one at the beginning of the line.
void splitTime(LogLine& line)
{
    static const QRegularExpression time(
        u"\\A(?:\\d{4}-\\d\\d-\\d\\d[T ])?\\d\\d:\\d\\d:\\d\\d(?:[.,]\\d{1,9})?(?:Z|[+-]\\d\\d:?\\d\\d)?(?=\\s)"_s);
    if (line.text.size() < 9 || !line.text.at(0).isDigit() || !line.runs.isEmpty())
        return;
    const QRegularExpressionMatch match = time.match(line.text);
    if (!match.hasMatch())
        return;
    line.time = match.captured();
    line.text.remove(0, line.time.size() + 1);
}

} // namespace

LogLine logLine(QStringView raw)
{
    if (raw.endsWith(u'\r'))
        raw.chop(1);
    // A progress meter writes over its own line: what stands last is what a terminal shows.
    raw = raw.sliced(raw.lastIndexOf(u'\r') + 1);
    LogLine line;
    line.text.reserve(raw.size());
    Pen pen;
    int runFrom = 0;
    for (qsizetype at = 0; at < raw.size();) {
        const char16_t c = raw.at(at).unicode();
        if (c == escape) {
            addRun(line, runFrom, pen);
            at = skipEscape(raw, at, pen);
            runFrom = int(line.text.size());
            continue;
        }
        if (c == u'\t')
            line.text += u"    "_s;
        else
            line.text += c < 0x20 ? QChar(QChar::ReplacementCharacter) : QChar(c);
        ++at;
    }
    addRun(line, runFrom, pen);
    splitTime(line);
    if (!line.runs.isEmpty())
        return line;
    const auto says = [&](QLatin1StringView word) { return line.text.contains(word, Qt::CaseInsensitive); };
    if (says("error"_L1) || says("failed"_L1) || says("fatal"_L1))
        line.tone = Tone::Bad;
    else if (says("warn"_L1))
        line.tone = Tone::Warn;
    return line;
}

} // namespace Drover
