#pragma once

#include "models/wizards/paramfield.h"

#include <QWidget>

namespace Drover {

/// The editor of one field, made from its schema: a switch, segments, a list to choose from, a number with a
/// slider, tags, a page of JSON, a secret that is replaced but never shown, or a line of text. It speaks the
/// texts of a ParamDraft. Owned by its row; UI thread.
class ParamEditor : public QWidget
{
    Q_OBJECT
public:
    /// `name` becomes the objectName of what is edited in.
    ParamEditor(const ParamField& field, const QString& name, QWidget* parent);

    /// Doesn't emit. `changed`: it was typed here (a stored secret is not shown).
    void showText(const QString& text, bool changed);
    void setProblem(bool faulty);
    /// What takes the keys.
    [[nodiscard]] QWidget* input() const { return m_input; }

signals:
    void edited(const QString& text);

private:
    [[nodiscard]] QWidget* make();
    [[nodiscard]] QWidget* makeChoice();
    [[nodiscard]] QWidget* makeFinder();
    [[nodiscard]] QWidget* makeNumber();
    [[nodiscard]] QWidget* makePage(int lines);
    [[nodiscard]] QWidget* makeSecret();
    [[nodiscard]] QWidget* makeLine();

    ParamField m_field;
    QString m_name;
    QWidget* m_input = nullptr;
    bool m_stored = false; ///< of a secret: there is one, which an empty field keeps
    std::function<void(const QString& text, bool changed)> m_show;
};

} // namespace Drover
