#include "engine/effects/regularfile.h"

#include <QFile>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace Drover {

bool openRegular(QFile& file)
{
    const int descriptor = ::open(QFile::encodeName(file.fileName()).constData(),
                                  O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    if (descriptor < 0)
        return false;
    struct stat status
    {
    };
    if (fstat(descriptor, &status) == 0 && S_ISREG(status.st_mode))
        return file.open(descriptor, QIODevice::ReadOnly | QIODevice::Unbuffered,
                         QFileDevice::AutoCloseHandle);
    ::close(descriptor);
    return false;
}

} // namespace Drover
