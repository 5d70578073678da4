#pragma once

#include "models/content/packfolder.h"
#include "ui/shell/windowcontext.h"

#include "engine/api/query.h"

#include <QDialog>

class QLabel;
class QLineEdit;
class QPushButton;
class QTreeView;
class QStandardItemModel;

namespace Drover {

/// Checks a content pack from a file or folder, shows every fault of it with its mend, and loads it when
/// there is none. Window-modal, deletes itself; UI thread.
class PackDialog : public QDialog
{
    Q_OBJECT
public:
    explicit PackDialog(const WindowContext& context, QWidget* parent = nullptr);

    /// As if it had been chosen.
    void choose(const QString& path);

private:
    void buildForm();
    void browse(bool folder);
    void check();
    void take(const Result<PackOnDisk>& pack);
    void showCheck(const Answers::PackCheck& check);
    void showProblems(const QList<Answers::ContentProblem>& problems);
    void tell(const QString& text, bool bad);
    void load();

    WindowContext m_context;
    QLineEdit* m_path = nullptr;
    QLabel* m_told = nullptr;
    QTreeView* m_problems = nullptr;
    QStandardItemModel* m_rows = nullptr;
    QPushButton* m_check = nullptr;
    QPushButton* m_load = nullptr;
    QList<Commands::ContentFile> m_files; ///< what was checked and is good
    int m_generation = 0;
};

} // namespace Drover
