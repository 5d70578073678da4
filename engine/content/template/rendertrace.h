#pragma once

#include "engine/content/template/ast.h"
#include "engine/content/template/template.h"

#include <QByteArray>
#include <QHash>
#include <QJsonValue>
#include <vector>

namespace Drover {

/// What one rendering did: which piece of the output comes from which line, and which param it asked for.
/// Filled while a TemplateExecution runs that was given one; read when it is done. Lines are those of the
/// outermost template. Belongs to the thread that renders.
class RenderTrace
{
public:
    /// Consecutive bytes of the output.
    struct Piece
    {
        qsizetype at = 0;
        qsizetype size = 0;
        int line = 0;
        bool isText = false; ///< text of the template: its lines go on; else one action printed it all
        int include = -1;    ///< which of `includes()` printed it
        QString param;       ///< whose value it is
    };
    struct Include
    {
        QString name;
        int line = 0;
    };
    /// A param that was asked for.
    struct Use
    {
        QString name;
        int line = 0;
        bool found = false;
        bool wanted = false; ///< its value was, not only whether it has one
    };

    // What the execution says.
    void begin(const Template& outermost) { m_outermost = &outermost; }
    void reach(TemplateAst::Place place);
    void print(qsizetype at, qsizetype size, TemplateAst::Place place, bool isText, const QString& param);
    /// Answers whether it counts as an include, which `leave` then ends: a block of its own does not.
    [[nodiscard]] bool enter(const Template& included, const QString& name, TemplateAst::Place place);
    void leave();
    /// Output goes into a value for a while, not into the text.
    void capture(bool on) { m_captured += on ? 1 : -1; }
    void stop(const QByteArray& before) { m_before = before; }
    // What the params say.
    void ask(const QString& param, bool found, bool wanted);
    void suggest(const QString& nearest) { m_nearest = nearest; }

    /// The param whose value was touched since; empty: none.
    [[nodiscard]] const QString& touched() const { return m_touched; }
    void setTouched(const QString& param) { m_touched = param; }

    [[nodiscard]] const std::vector<Piece>& pieces() const { return m_pieces; }
    [[nodiscard]] const std::vector<Include>& includes() const { return m_includes; }
    [[nodiscard]] const std::vector<Use>& uses() const { return m_uses; }
    /// The output up to the error.
    [[nodiscard]] const QByteArray& before() const { return m_before; }
    [[nodiscard]] int stoppedAt() const { return m_line; }
    /// The name that was most likely meant where it stopped.
    [[nodiscard]] const QString& nearest() const { return m_nearest; }

private:
    const Template* m_outermost = nullptr;
    std::vector<Piece> m_pieces;
    std::vector<Include> m_includes;
    std::vector<Use> m_uses;
    QByteArray m_before;
    QString m_touched;
    QString m_nearest;
    int m_line = 0;
    int m_include = -1; ///< the outermost that runs now
    int m_depth = 0;    ///< includes that run now
    int m_captured = 0;
};

/// A param that a template names, as `.Param "x"` and its relatives do.
struct ParamMention
{
    QString name;
    int line = 0;
    int column = 0; ///< of the quoted name
    int length = 0; ///< with its quotes
};
/// All of them, in order; whether they are reached or not.
[[nodiscard]] QList<ParamMention> paramMentions(const Template& parsed);

} // namespace Drover
