#include "engine/content/template/template.h"

#include "engine/content/template/ast.h"
#include "engine/content/template/parser.h"

using namespace Qt::StringLiterals;

namespace Drover {

QString TemplateError::toString() const
{
    const QString where = u"%1:%2:%3: %4"_s.arg(templateName).arg(line).arg(column).arg(text);
    if (includedFrom.isEmpty()) {
        return where;
    }
    return where + u" (included from %1)"_s.arg(includedFrom.join(u", from "_s));
}

tl::expected<Template, TemplateError> Template::parse(const QString& name, const QString& text)
{
    return TemplateParser(name, text).parse();
}

const TemplateAst::Block* Template::define(const QString& name) const
{
    return m_defines.value(name).get();
}

QStringList Template::defines() const
{
    QStringList names = m_defines.keys();
    names.sort();
    return names;
}

} // namespace Drover
