#pragma once

#include <QHash>
#include <QString>
#include <QStringList>
#include <memory>
#include <tl/expected.hpp>

namespace Drover {

namespace TemplateAst {
struct Block;
}

/// A fault in a template, when it is parsed or executed. Line and column count from 1.
struct TemplateError
{
    QString templateName;
    int line = 0;
    int column = 0;
    QString text;
    /// Who included it, innermost first: "outer:3:5".
    QStringList includedFrom;

    /// `name:LINE:COLUMN: text (included from outer:3:5)`.
    [[nodiscard]] QString toString() const;
    bool operator==(const TemplateError&) const = default;
};

/// A parsed text in the Go template language. Immutable: parsed once, executed many times, from any thread.
class Template
{
public:
    /// Parses `text`; unknown functions and variables are errors here, not when it runs.
    [[nodiscard]] static tl::expected<Template, TemplateError> parse(const QString& name,
                                                                     const QString& text);

    [[nodiscard]] const QString& name() const { return m_name; }
    [[nodiscard]] const TemplateAst::Block& body() const { return *m_body; }
    /// A `{{define}}` or `{{block}}` of this text; null when it has none of that name.
    [[nodiscard]] const TemplateAst::Block* define(const QString& name) const;
    [[nodiscard]] QStringList defines() const;

    /// A `{{template "name"}}` of this text that it doesn't define itself.
    struct Include
    {
        QString name;
        int line = 0;
        int column = 0;
    };
    [[nodiscard]] const QList<Include>& includes() const { return m_includes; }

private:
    QString m_name;
    std::shared_ptr<const TemplateAst::Block> m_body;
    QHash<QString, std::shared_ptr<const TemplateAst::Block>> m_defines;
    QList<Include> m_includes;
    friend class TemplateParser;
};

} // namespace Drover
