#include "tests/layering/sourcecheck.h"

#include "tests/layering/layers.h"
#include "tests/layering/sourcetext.h"

#include <QDir>
#include <algorithm>

using namespace Qt::StringLiterals;

namespace Drover::Layering {

namespace {

QString breach(const QString& path, qsizetype line, const QString& what)
{
    return u"%1:%2: %3"_s.arg(path).arg(line).arg(what);
}

bool startsWithAny(const QString& text, const QStringList& starts)
{
    return std::ranges::any_of(starts, [&](const QString& start) { return text.startsWith(start); });
}

// What is wrong with one include line, or an empty string.
QString includeFault(const QString& path, const Include& include, const Layer& layer,
                     const QtHeaders& qtHeaders)
{
    const QString& header = include.header;
    if (include.inQuotes) {
        if (header.endsWith(u".moc"))
            return {};
        if (!layerOf(header))
            return u"\"%1\" is not written from the repository's root (\"engine/core/job.h\")"_s.arg(header);
        if (!startsWithAny(header, layer.ours))
            return u"%1 may not include \"%2\"; it may use %3"_s.arg(layer.folder, header,
                                                                     layer.ours.join(u' '));
        return {};
    }
    if (layerOf(header) && !path.startsWith(u"tests/"))
        return u"<%1> is ours: include it in quotes"_s.arg(header);
    if (const QString module = qtHeaders.moduleOf(header); !module.isEmpty()) {
        if (!layer.qtModules.contains(module))
            return u"%1 may not use %2 (<%3>); of Qt it may use: %4"_s.arg(
                layer.folder, module, header,
                layer.qtModules.isEmpty() ? u"nothing"_s : layer.qtModules.join(u' '));
    } else if (startsWithAny(header, guardedHeaders()) && !startsWithAny(header, layer.thirdParty)) {
        return u"%1 may not use <%2>: another layer has that library to itself"_s.arg(layer.folder, header);
    }
    return {};
}

QStringList wordFaults(const QString& path, const QStringList& code, const QList<WordRule>& rules)
{
    QStringList faults;
    for (int at = 0; at < code.size(); ++at) {
        for (const WordRule& rule : rules) {
            if (const auto match = rule.pattern.match(code[at]); match.hasMatch())
                faults << breach(path, at + 1, u"'%1': %2"_s.arg(match.captured().trimmed(), rule.reason));
        }
    }
    return faults;
}

} // namespace

QtHeaders::QtHeaders(const QString& includeFolder)
{
    const QDir root(includeFolder);
    for (const QString& module : root.entryList({u"Qt*"_s}, QDir::Dirs)) {
        m_modules.insert(module, module);
        for (const QString& header : QDir(root.filePath(module)).entryList(QDir::Files))
            m_modules.insert(header, module);
    }
}

QString QtHeaders::moduleOf(const QString& header) const
{
    const QString first = header.section(u'/', 0, 0);
    return m_modules.value(first);
}

QStringList checkSource(const QString& path, const QString& text, const QtHeaders& qtHeaders)
{
    const Layer* layer = layerOf(path);
    if (!layer)
        return {breach(path, 1, u"no folder of ARCHITECTURE.md's table holds this file"_s)};
    QStringList faults;
    for (const Include& include : includesOf(text)) {
        if (const QString fault = includeFault(path, include, *layer, qtHeaders); !fault.isEmpty())
            faults << breach(path, include.line, fault);
    }
    const QString code = codeOnly(text);
    if (path.endsWith(u".h") && !code.contains(u"#pragma once"))
        faults << breach(path, 1, u"a header begins with #pragma once"_s);
    const QStringList lines = code.split(u'\n');
    const bool isTest = layer->folder == u"tests/";
    faults << wordFaults(path, lines, generalRules())
           << wordFaults(path, lines, isTest ? testRules() : productRules());
    if (layer->pure)
        faults << wordFaults(path, lines, pureRules());
    if (layer->sendsMeaning)
        faults << wordFaults(path, lines, meaningRules());
    return faults;
}

QStringList checkLength(const QString& path, const QString& text)
{
    const qsizetype lines = text.count(u'\n');
    if (lines <= lineCeiling)
        return {};
    return {breach(path, lineCeiling + 1,
                   u"%1 lines, the ceiling is %2: split it"_s.arg(lines).arg(lineCeiling))};
}

QStringList checkTopLevel(const QStringList& names)
{
    // What .gitignore names is nobody's concern.
    static const QStringList ignored{u"build"_s, u"CMakeUserPresets.json"_s, u"compile_commands.json"_s};
    QStringList faults;
    for (const QString& name : names) {
        if (!name.startsWith(u'.') && !name.endsWith(u".user") && !ignored.contains(name) &&
            !topLevel().contains(name))
            faults << breach(name, 1, u"the top level is fixed (ARCHITECTURE.md, \"Folders\")"_s);
    }
    return faults;
}

QStringList checkEngineFolders(const QStringList& names)
{
    QStringList faults;
    for (const QString& name : names) {
        if (name != u"CMakeLists.txt" && !layerOf(u"engine/%1/"_s.arg(name)))
            faults << breach(u"engine/"_s + name, 1, u"the engine's folders are fixed (ARCHITECTURE.md)"_s);
    }
    return faults;
}

} // namespace Drover::Layering
