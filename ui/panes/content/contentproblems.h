#pragma once

#include "models/content/contentcontroller.h"

#include <QWidget>

class QLabel;
class QPushButton;

namespace Drover {

class CodeSnippet;
class ElidedLabel;
class IconLabel;

/// The foot of the content pane: what is wrong, one fault at a time, and its mend. Owned by the pane; UI
/// thread.
class ContentProblems : public QWidget
{
    Q_OBJECT
public:
    explicit ContentProblems(ContentController& controller, QWidget* parent = nullptr);

    /// Goes to the next fault, round and round, of whatever task.
    void next();
    /// To the clipboard; nothing when there is no mend.
    void copyMend();

signals:
    void opened(const Drover::ContentKey& key);
    void lineRequested(int line);
    void tryRequested(const QString& param);

private:
    [[nodiscard]] QWidget* buildHead();
    [[nodiscard]] QWidget* buildFault();
    [[nodiscard]] QWidget* buildMend();
    void refresh();
    void showFault(const TaskFault& fault);
    void showError();
    void goTo(const TaskFault& fault);
    [[nodiscard]] QString faultyLine(const TaskFault& fault) const;

    ContentController& m_controller;
    QList<TaskFault> m_faults;
    int m_at = 0;
    IconLabel* m_icon = nullptr;
    QLabel* m_count = nullptr;
    ElidedLabel* m_checked = nullptr;
    QPushButton* m_check = nullptr;
    QPushButton* m_next = nullptr;
    QWidget* m_fault = nullptr;
    ElidedLabel* m_title = nullptr;
    QPushButton* m_place = nullptr;
    QLabel* m_reach = nullptr;
    CodeSnippet* m_line = nullptr;
    QWidget* m_mend = nullptr;
    QLabel* m_mendText = nullptr;
    CodeSnippet* m_change = nullptr;
    QPushButton* m_copy = nullptr;
    QPushButton* m_try = nullptr;
    QString m_mendedLine;
};

} // namespace Drover
