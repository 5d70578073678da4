#include "engine/core/json.h"

#include <algorithm>

namespace Drover::Json {

namespace {

/// Plain characters stand for themselves: the most of what is written.
bool isPlain(QStringView text)
{
    return std::all_of(text.begin(), text.end(), [](QChar c) {
        return c.unicode() >= 0x20 && c.unicode() < 0x7f && c != QLatin1Char('"') && c != QLatin1Char('\\');
    });
}

void writeEscaped(QByteArray& out, const QByteArray& utf8)
{
    static constexpr char hex[] = "0123456789abcdef";
    for (const char c : utf8) {
        switch (c) {
        case '"':
            out += "\\\"";
            break;
        case '\\':
            out += "\\\\";
            break;
        case '\n':
            out += "\\n";
            break;
        case '\r':
            out += "\\r";
            break;
        case '\t':
            out += "\\t";
            break;
        default:
            if (uchar(c) < 0x20) {
                out += "\\u00";
                out += hex[uchar(c) >> 4];
                out += hex[uchar(c) & 15];
            } else {
                out += c;
            }
        }
    }
}

} // namespace

void writeString(QByteArray& out, QStringView text)
{
    out += '"';
    if (isPlain(text)) {
        const qsizetype at = out.size();
        out.resize(at + text.size());
        std::transform(text.begin(), text.end(), out.begin() + at, [](QChar c) { return char(c.unicode()); });
    } else {
        writeEscaped(out, text.toUtf8());
    }
    out += '"';
}

void writeInstant(QByteArray& out, Instant instant)
{
    out += '"';
    if (instant.isSet()) {
        const qsizetype at = out.size();
        out.resize(at + Instant::textLength);
        instant.write(out.data() + at);
    }
    out += '"';
}

} // namespace Drover::Json
