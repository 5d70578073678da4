#pragma once

#include "engine/core/job.h"

namespace Drover {

/// What an executor reports when an effect has ended; an input of `decide`. A value; any thread.
struct Outcome
{
    QString effect; ///< Job::effectKey(); an old one is ignored by rule
    JobId job;
    JobEnd end = JobEnd::Exited;
    int code = 0;       ///< exit code, or the signal's number
    QString detail;     ///< one sentence, for ends that need one
    QString hash;       ///< SHA-256 of what ran
    QByteArray outputs; ///< the text of $RS_OUTPUT
    Instant started;
    Instant ended;

    bool operator==(const Outcome&) const = default;
};

} // namespace Drover
