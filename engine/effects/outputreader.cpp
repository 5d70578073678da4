#include "engine/effects/outputreader.h"

#include "engine/effects/regularfile.h"

#include <QFileInfo>
#include <QtEndian>
#include <algorithm>

namespace Drover {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 recordSize = 16;

struct IndexRecord
{
    qint64 size = 0;
    qint64 ms = 0;
};

/// The records of an index file, read one by one: a search touches a few of them.
class IndexFile
{
public:
    explicit IndexFile(const QString& path) : m_file(path)
    {
        if (openRegular(m_file))
            m_count = m_file.size() / recordSize;
    }
    [[nodiscard]] qint64 count() const { return m_count; }
    IndexRecord at(qint64 number)
    {
        m_file.seek(number * recordSize);
        const QByteArray bytes = m_file.read(recordSize);
        if (bytes.size() < recordSize)
            return {};
        return {qFromLittleEndian<qint64>(bytes.constData()),
                qFromLittleEndian<qint64>(bytes.constData() + 8)};
    }
    /// How many records come before the first for which `isPast` holds.
    template <class Predicate>
    qint64 countBefore(Predicate isPast)
    {
        qint64 low = 0;
        qint64 high = m_count;
        while (low < high) {
            const qint64 middle = low + (high - low) / 2;
            if (isPast(at(middle)))
                high = middle;
            else
                low = middle + 1;
        }
        return low;
    }

private:
    QFile m_file;
    qint64 m_count = 0;
};

/// Bytes at the end that begin a UTF-8 character without finishing it.
qsizetype unfinished(const QByteArray& bytes)
{
    for (qsizetype back = 1; back <= std::min<qsizetype>(3, bytes.size()); ++back) {
        const auto byte = static_cast<unsigned char>(bytes.at(bytes.size() - back));
        if ((byte & 0xc0U) == 0x80U)
            continue;
        const int length = byte >= 0xf0U ? 4 : byte >= 0xe0U ? 3 : byte >= 0xc0U ? 2 : 1;
        return length > back ? back : 0;
    }
    return 0;
}

} // namespace

OutputReader::OutputReader(const QString& path) : m_path(path), m_base(path)
{
    if (m_base.endsWith(u".log"_s))
        m_base.chop(4);
}

qint64 OutputReader::size() const
{
    return QFileInfo(m_path).size();
}

std::optional<OutputReader::Gap> OutputReader::gap() const
{
    QFile file(m_base + u".gap"_s);
    if (!openRegular(file))
        return std::nullopt;
    const QList<QByteArray> words = file.readAll().simplified().split(' ');
    if (words.size() != 2)
        return std::nullopt;
    return Gap{words.at(0).toLongLong(), words.at(1).toLongLong()};
}

Result<OutputChunk> OutputReader::read(qint64 offset, qint64 limit, bool ended) const
{
    OutputChunk chunk{offset, offset, 0, {}};
    QFile file(m_path);
    if (!file.exists())
        return chunk;
    if (const std::optional<Gap> missing = gap()) {
        const qint64 gapEnd = missing->offset + missing->length;
        if (offset >= missing->offset && offset < gapEnd) {
            chunk.skipped = gapEnd - offset;
            chunk.offset = gapEnd;
        } else if (offset < missing->offset) {
            limit = std::min(limit, missing->offset - offset);
            ended = ended || offset + limit == missing->offset;
        }
    }
    if (!openRegular(file) || !file.seek(chunk.offset))
        return fail(u"output-unreadable"_s,
                    u"%1 cannot be read: %2"_s.arg(
                        m_path, file.isOpen() ? file.errorString() : u"it is no file that may be opened"_s),
                    u"check the rights of the data directory"_s);
    QByteArray bytes = file.read(std::max<qint64>(0, limit));
    const qsizetype partial = unfinished(bytes);
    if (!ended || chunk.offset + bytes.size() < file.size()) {
        if (partial < bytes.size())
            bytes.chop(partial);
        else if (!ended)
            bytes.clear();
    }
    chunk.next = chunk.offset + bytes.size();
    chunk.text = QString::fromUtf8(bytes);
    chunk.text.replace(QChar(u'\0'), QChar(QChar::ReplacementCharacter));
    return chunk;
}

std::optional<Instant> OutputReader::timeAt(qint64 offset) const
{
    IndexFile index(m_base + u".idx"_s);
    const qint64 number =
        index.countBefore([offset](const IndexRecord& record) { return record.size > offset; });
    if (number >= index.count())
        return std::nullopt;
    return Instant(index.at(number).ms);
}

qint64 OutputReader::sizeAt(Instant moment) const
{
    IndexFile index(m_base + u".idx"_s);
    const qint64 number =
        index.countBefore([moment](const IndexRecord& record) { return record.ms > moment.ms(); });
    return number == 0 ? 0 : index.at(number - 1).size;
}

} // namespace Drover
