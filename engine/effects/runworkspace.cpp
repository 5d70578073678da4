#include "engine/effects/runworkspace.h"

#include "engine/effects/regularfile.h"
#include "engine/effects/runtimedirectory.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QSet>
#include <QStandardPaths>
#include <cerrno>
#include <dirent.h>
#include <pwd.h>
#include <unistd.h>

namespace Drover {

using namespace Qt::StringLiterals;

namespace {

constexpr auto defaultPath = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

constexpr qint64 hashLimit = 1024;

std::optional<QByteArray> contentsOf(const QString& path, qint64 limit)
{
    QFile file(path);
    return openRegular(file) ? std::optional(file.read(limit)) : std::nullopt;
}

std::string bytesOf(const QString& text)
{
    return text.toStdString();
}

/// What every run finds, whoever started the console and from where.
QMap<QString, QString> baseEnvironment()
{
    QMap<QString, QString> environment{{u"PATH"_s, QString::fromLatin1(defaultPath)},
                                       {u"LANG"_s, u"C.UTF-8"_s}};
    if (const passwd* user = getpwuid(getuid())) {
        environment.insert(u"HOME"_s, QFile::decodeName(user->pw_dir));
        environment.insert(u"USER"_s, QString::fromLocal8Bit(user->pw_name));
        environment.insert(u"LOGNAME"_s, QString::fromLocal8Bit(user->pw_name));
    }
    return environment;
}

/// A secret is also masked as JSON would write it, and line by line when it has several.
QStringList maskedForms(const QStringList& secrets)
{
    QStringList forms;
    for (const QString& secret : secrets) {
        forms.append(secret);
        const QByteArray json = QJsonDocument(QJsonArray{secret}).toJson(QJsonDocument::Compact);
        const QString quoted = QString::fromUtf8(json.mid(2, json.size() - 4));
        forms.append(quoted);
        // As templates' `toJson` writes it.
        forms.append(QString(quoted)
                         .replace(u'&', "\\u0026"_L1)
                         .replace(u'<', "\\u003c"_L1)
                         .replace(u'>', "\\u003e"_L1));
        for (const QString& line : secret.split(u'\n')) {
            constexpr qsizetype telling = 8; // shorter lines are likely to be ordinary words
            if (line.trimmed().size() >= telling)
                forms.append(line.trimmed());
        }
    }
    forms.removeAll(QString());
    forms.removeDuplicates();
    return forms;
}

void appendList(Wire::Message& message, const QStringList& list)
{
    message.push_back(std::to_string(list.size()));
    for (const QString& entry : list)
        message.push_back(bytesOf(entry));
}

Result<> makePath(const QString& directory)
{
    if (QDir().mkpath(directory))
        return {};
    return fail(u"directory-not-made"_s, u"The directory %1 cannot be made"_s.arg(directory),
                u"check the rights and the space of the directory above it"_s);
}

} // namespace

Result<QStringList> interpreterOf(const Script& script, const QString& path)
{
    if (!script.contents.startsWith("#!"))
        return QStringList{u"/bin/sh"_s, path};
    const QString line =
        QString::fromUtf8(script.contents.mid(2, script.contents.indexOf('\n') - 2)).trimmed();
    const QString program = line.section(u' ', 0, 0);
    const QString argument = line.section(u' ', 1).trimmed(); // the kernel passes the rest as one argument
    if (!QFileInfo(program).isAbsolute() || !QFileInfo(program).isExecutable())
        return fail(u"interpreter-missing"_s,
                    u"The interpreter \"%1\" in the first line of %2 is not an executable file"_s.arg(
                        program, script.name),
                    u"install it, or name one by its full path, e.g. #!/usr/bin/env python3"_s);
    if (argument.isEmpty())
        return QStringList{program, path};
    return QStringList{program, argument, path};
}

QString RunWorkspace::fileName(const QString& key)
{
    QByteArray name = key.toUtf8().toPercentEncoding(QByteArray(), "~");
    if (name.startsWith('.'))
        name.replace(0, 1, "%2E");
    return QString::fromLatin1(name);
}

QString RunWorkspace::outputPath(const QString& dataDirectory, const QString& key)
{
    return dataDirectory + u"/output/"_s + fileName(key) + u".log"_s;
}

QString RunWorkspace::runDirectory(const QString& key) const
{
    return m_runtime + u"/run/"_s + fileName(key);
}

QString RunWorkspace::outputsPath(const QString& key) const
{
    return runDirectory(key) + u"/outputs"_s;
}

QString RunWorkspace::machineDirectory(const QString& machine) const
{
    return m_data + u"/machines/"_s + fileName(machine);
}

QString RunWorkspace::workingDirectory(const RunRequest& request) const
{
    const QString machine = machineDirectory(request.machine);
    return request.workingDirectory.isEmpty() ? machine
                                              : QDir(machine).absoluteFilePath(request.workingDirectory);
}

RunWorkspace::RunWorkspace(QString dataDirectory)
    : m_data(std::move(dataDirectory)), m_environment(baseEnvironment())
{
}

Result<> RunWorkspace::open() const
{
    for (const QString& name : {u"/output"_s, u"/machines"_s, u"/spool"_s}) {
        if (const Result<> made = makePrivateDirectory(m_data + name); !made)
            return made;
    }
    return {};
}

bool RunWorkspace::isPrepared(const QString& key) const
{
    return QFileInfo::exists(runDirectory(key));
}

Result<Wire::Message> RunWorkspace::prepare(const RunRequest& request, qint64 outputLimit) const
{
    Result<Wire::Message> message = write(request, outputLimit);
    if (!message)
        removeAll(request.key);
    return message;
}

Result<Wire::Message> RunWorkspace::write(const RunRequest& request, qint64 outputLimit) const
{
    const QString directory = workingDirectory(request);
    const QString run = runDirectory(request.key);
    Result<> done = makePath(directory);
    for (const QString& path : {m_runtime + u"/run"_s, run}) {
        if (done)
            done = makePrivateDirectory(path);
    }
    if (done)
        done = writePrivateFile(outputsPath(request.key), {}, 0600);
    if (done)
        done = writePrivateFile(run + u"/hash"_s, request.hash.toUtf8(), 0600);
    for (const RunFile& file : request.files) {
        const QString path = QDir(directory).absoluteFilePath(file.path);
        if (done)
            done = makePath(QFileInfo(path).path());
        if (done)
            done = writePrivateFile(path, file.contents, 0600);
    }
    if (!done)
        return tl::make_unexpected(done.error());

    QMap<QString, QString> environment = m_environment;
    environment.insert(request.environment);
    environment.insert(u"RS_OUTPUT"_s, outputsPath(request.key));

    QList<QStringList> programs;
    for (const Script& script : request.scripts) {
        const QString path = run + u"/%1-"_s.arg(programs.size()) + fileName(script.name);
        if (const Result<> written = writePrivateFile(path, script.contents, 0700); !written)
            return tl::make_unexpected(written.error());
        const Result<QStringList> program = interpreterOf(script, path);
        if (!program)
            return tl::make_unexpected(program.error());
        programs.append(*program);
    }
    if (programs.isEmpty()) {
        QStringList argv = request.argv;
        const QString name = argv.value(0);
        const QStringList places = environment.value(u"PATH"_s).split(u':');
        argv.replace(0, QStandardPaths::findExecutable(name, places));
        if (argv.at(0).isEmpty())
            return fail(u"program-missing"_s, u"The program \"%1\" was not found"_s.arg(name),
                        u"install it, or name it by its full path"_s);
        programs.append(argv);
    }

    Wire::Message message{"start",
                          bytesOf(fileName(request.key)),
                          bytesOf(directory),
                          bytesOf(outputPath(m_data, request.key)),
                          std::to_string(request.timeout.count()),
                          std::to_string(outputLimit)};
    message.push_back(std::to_string(programs.size()));
    for (const QStringList& program : programs)
        appendList(message, program);
    QStringList variables;
    for (auto at = environment.cbegin(); at != environment.cend(); ++at)
        variables.append(at.key() + u'=' + at.value());
    appendList(message, variables);
    appendList(message, maskedForms(request.secrets));
    return message;
}

std::optional<QByteArray> RunWorkspace::outputs(const QString& key) const
{
    return contentsOf(outputsPath(key), outputsLimit + 1);
}

QString RunWorkspace::hash(const QString& key) const
{
    return QString::fromUtf8(contentsOf(runDirectory(key) + u"/hash"_s, hashLimit).value_or(QByteArray()));
}

namespace {

void removeFiles(const QByteArray& directory, const QByteArrayList& kept)
{
    DIR* const open = opendir(directory.constData());
    while (const dirent* entry = open ? readdir(open) : nullptr) {
        if (!kept.contains(entry->d_name))
            unlinkat(dirfd(open), entry->d_name, 0);
    }
    if (open)
        closedir(open);
}

} // namespace

void RunWorkspace::removeScripts(const QString& key) const
{
    removeFiles(QFile::encodeName(runDirectory(key)), {".", "..", "outputs", "hash"});
}

void RunWorkspace::removeAll(const QString& key) const
{
    const QByteArray directory = QFile::encodeName(runDirectory(key));
    removeFiles(directory, {".", ".."});
    if (rmdir(directory.constData()) != 0 && errno != ENOENT)
        QDir(runDirectory(key)).removeRecursively(); // a script has made directories of its own in it
}

void RunWorkspace::removeIfEmpty(const QString& machine) const
{
    QDir().rmdir(machineDirectory(machine));
}

void RunWorkspace::keepOnly(const QStringList& machines) const
{
    QDir places(m_data + u"/machines"_s);
    QSet<QString> kept;
    for (const QString& machine : machines)
        kept.insert(fileName(machine));
    for (const QString& place : places.entryList(QDir::Dirs | QDir::Hidden | QDir::NoDotAndDotDot)) {
        if (!kept.contains(place))
            places.rmdir(place);
    }
}

} // namespace Drover
