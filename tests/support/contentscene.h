#pragma once

#include "engine/api/changebatch.h"
#include "engine/api/query.h"
#include "tests/support/engineworld.h"

namespace Drover::Testing {

/// A real engine in memory with the built-in content and a pack of a site beside it: a task with a long
/// template that fails on the machines of one profile, because it names a param that does not exist. Answers
/// what is asked about content as a local engine does, at once.
class ContentScene
{
public:
    ContentScene();

    [[nodiscard]] Result<Answer> answer(const Query& query);
    /// All that a console gets first.
    [[nodiscard]] ChangeBatch snapshot();
    EngineWorld& world() { return m_world; }

    /// The site's pack; `post` is the param that the template names.
    [[nodiscard]] static QList<Commands::ContentFile> site(const QString& post);

private:
    EngineWorld m_world;
};

} // namespace Drover::Testing
