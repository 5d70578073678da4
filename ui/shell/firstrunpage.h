#pragma once

#include "ui/shell/surroundings.h"
#include "ui/shell/windowcontext.h"

#include <QWidget>

class QCheckBox;
class QHBoxLayout;

namespace Drover {

class FirstRunCard;
class FactStrip;

/// The page of an empty directory: three ways to begin, what each needs and whether it is there, what runs,
/// where data lies, what listens. Keys 1–3 press the cards' buttons. Owned by the window; UI thread.
class FirstRunPage : public QWidget
{
    Q_OBJECT
public:
    explicit FirstRunPage(const WindowContext& context, QWidget* parent = nullptr);

    void setSurroundings(const Surroundings& surroundings);
    /// Doesn't emit.
    void setHiddenNextTime(bool hidden);
    [[nodiscard]] bool isHiddenNextTime() const;

signals:
    void demoRequested();
    void exampleRequested();
    void importRequested();
    void connectRequested();
    void hiddenNextTimeChanged(bool hidden);

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;

private:
    [[nodiscard]] QWidget* buildCards();
    [[nodiscard]] QWidget* buildFoot();
    void update();
    void updateDemo();
    void updateExample();
    void updateOwn();
    void moveFocus(int step);

    WindowContext m_context;
    Surroundings m_around;
    QList<FirstRunCard*> m_cards; ///< demo, example, own
    FactStrip* m_facts;
    QCheckBox* m_hide;
};

} // namespace Drover
