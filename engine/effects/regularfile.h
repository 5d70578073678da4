#pragma once

class QFile;

namespace Drover {

/// Opens a file that a script could have put something else in the place of, for reading. False when it is
/// gone or no regular file: a pipe would hold the reader for ever, a link would lead out. Any thread.
[[nodiscard]] bool openRegular(QFile& file);

} // namespace Drover
