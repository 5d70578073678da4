#include "app/window.h"

#include <QCoreApplication>

#include <cstdio>

namespace Drover {

namespace {

int sayWindowless()
{
    std::fputs("this build of drover has no window\nuse a verb: see `drover --help`\n", stderr);
    return int(ExitCode::Refused);
}

} // namespace

std::unique_ptr<QCoreApplication> makeWindowApplication(int& argc, char** argv, const Invocation&)
{
    return std::make_unique<QCoreApplication>(argc, argv);
}

int runWindow(const Invocation&)
{
    return sayWindowless();
}

int takePicture(const Invocation&)
{
    return sayWindowless();
}

} // namespace Drover
