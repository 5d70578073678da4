#pragma once

#include "engine/core/error.h"
#include "engine/core/instant.h"

#include <QString>
#include <memory>
#include <optional>

namespace Drover {

/// A data directory that this process owns: made with mode 0700 and locked (flock on `drover.lock`) for as
/// long as this object lives, so that no second engine writes it. Lists where everything in it lies. Owned by
/// the process's runtime.
class DataDirectory
{
public:
    enum class Missing { Create, Refuse };

    /// `$XDG_DATA_HOME/drover`, else `~/.local/share/drover`.
    [[nodiscard]] static QString defaultPath();
    /// Errors: `directory-missing`, `directory-owned` (by which process), `directory-exposed` (others may
    /// enter it), `directory-remote` (a network file system: its locks and fsync can't be relied on),
    /// `directory-unusable`.
    [[nodiscard]] static Result<std::unique_ptr<DataDirectory>> open(const QString& path,
                                                                     Missing missing = Missing::Create);
    ~DataDirectory();
    DataDirectory(const DataDirectory&) = delete;
    DataDirectory& operator=(const DataDirectory&) = delete;

    /// Canonical and absolute.
    [[nodiscard]] const QString& path() const { return m_path; }
    [[nodiscard]] QString database() const { return databaseIn(m_path); }
    [[nodiscard]] QString keyFile() const;
    /// When an engine was last known to work here: the time of the file `working`. Nothing when none has.
    [[nodiscard]] std::optional<Instant> lastWorked() const;
    /// Says that one works here now. What can't be noted is let go: it is no reason to stop working.
    void noteWorking() const;
    [[nodiscard]] static QString databaseIn(const QString& path);
    /// An engine works in it at this moment. Only looks.
    [[nodiscard]] static bool isOwned(const QString& path);
    /// The socket on which the engine of a data directory listens, at most 100 bytes long: it lies in the
    /// user's runtime directory (else in a private one under the system's temporary one), named by a hash of
    /// the canonical path. Also for clients. Makes the folder. Errors: `runtime-directory-unusable`.
    [[nodiscard]] static Result<QString> engineSocket(const QString& path);

private:
    DataDirectory(QString path, int lock) : m_path(std::move(path)), m_lock(lock) {}

    QString m_path;
    int m_lock;
};

/// Whether statfs' magic number is that of a network file system, or of FUSE, which may be one.
[[nodiscard]] bool isRemoteFileSystem(quint64 magic);

} // namespace Drover
