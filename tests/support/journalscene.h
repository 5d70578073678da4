#pragma once

#include "engine/api/query.h"

#include <functional>
#include <optional>

namespace Drover::Testing {

/// A journal of any length as values: jobs that begin and end on machines, now and then a person who changes
/// something. Event n is always the same and made when it is asked for; answers searches as the store does, a
/// bounded part at a time.
class JournalScene
{
public:
    explicit JournalScene(qint64 size = 0) : m_size(size) {}

    [[nodiscard]] qint64 size() const { return m_size; }
    void grow(qint64 count) { m_size += count; }
    [[nodiscard]] EventRecord at(qint64 seq) const;
    /// Walks all of it.
    [[nodiscard]] int countOf(const QString& kind) const;
    [[nodiscard]] Answers::Events answer(const Queries::FindEvents& query) const;
    /// A search, a check of the chain, positions at moments, commands; nothing: another question.
    [[nodiscard]] std::optional<Result<Answer>> answerAny(const Query& query) const;

    /// Changes events on their way out.
    std::function<void(EventRecord&)> edit;
    qint64 brokenAt = 0; ///< the chain does not hold here

private:
    qint64 m_size;
};

} // namespace Drover::Testing
