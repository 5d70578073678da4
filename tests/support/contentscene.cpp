#include "tests/support/contentscene.h"

#include "engine/runtime/answers.h"

using namespace Qt::StringLiterals;

namespace Drover::Testing {

namespace {

constexpr const char* unpackScript = R"(#!/bin/bash
# task unpack-rootfs, site 4.2
set -euo pipefail
{{ template "setup.sh" . }}

IMG={{ .Param "install/image" }}
SRC={{ .Param "install/mirror" }}
RATE={{ .Param "install/mirror-min-rate" }}

{{ if eq (.Param "storage/layout") "mirror-root" -}}
DEV=/dev/md0
{{ else -}}
DEV={{ .Param "storage/root-dev" }}
{{ end }}
mount $DEV /target
{{ range $s := .Param "ntp/servers" -}}
echo "server {{ $s }}" >> /target/etc/ntp.conf
{{ end -}}
fetch --min-rate $RATE \
  $SRC/$IMG.tar.zst | unpack /target
echo "root:{{ .Param "install/root-password" }}" | chpasswd -R /target

{{ if .ParamExists "install/post" -}}
run_post {{ .Param "POST" }}
{{ end -}}
sync; umount /target
exit 0
)";

QString setupScript()
{
    QString text = u"# shared by all tasks that install\n"_s;
    for (int i = 1; i < 38; ++i)
        text += u"step_%1() { logger -t install \"step %1\"; }\n"_s.arg(i);
    return text;
}

QString indented(QString text)
{
    return u"      "_s + text.trimmed().replace(u'\n', u"\n      "_s) + u'\n';
}

} // namespace

QList<Commands::ContentFile> ContentScene::site(const QString& post)
{
    const auto param = [](const QString& name, const QString& schema) {
        return Commands::ContentFile{
            u"params/"_s + QString(name).replace(u'/', u'-') + u".yaml"_s,
            u"Name: %1\nDescription: What the site calls %1.\nSchema: %2\n"_s.arg(name, schema)};
    };
    const QString script = QString::fromLatin1(unpackScript).replace("POST"_L1, post);
    return {
        {u"meta.yaml"_s, u"Name: site\nVersion: 4.2.0\nDescription: What this site adds.\n"_s},
        param(u"install/image"_s,
              u"{type: string, enum: [debian-12.4-amd64, debian-12.7-amd64], default: debian-12.7-amd64}"_s),
        param(u"install/mirror"_s, u"{type: string}"_s),
        param(u"install/mirror-min-rate"_s, u"{type: integer, minimum: 1, default: 4}"_s),
        param(u"storage/layout"_s, u"{type: string, default: plain}"_s),
        param(u"storage/root-dev"_s, u"{type: string, default: /dev/nvme0n1}"_s),
        param(u"ntp/servers"_s, u"{type: array, items: {type: string}}"_s),
        param(u"install/post"_s, u"{type: string}"_s),
        {u"params/install-root-password.yaml"_s,
         u"Name: install/root-password\nSecure: true\nSchema: {type: string, default: start}\n"_s},
        {u"templates/setup.sh"_s, setupScript()},
        {u"templates/fetch.conf.tmpl"_s, u"mirror={{ .Param \"install/mirror\" }}\n"_s},
        {u"tasks/unpack-rootfs.yaml"_s,
         u"Name: unpack-rootfs\nDescription: Unpacks the root file system\nRequiredParams: [install/mirror]\n"
         "Templates:\n  - Name: fetch.conf.tmpl\n    ID: fetch.conf.tmpl\n    Path: /etc/fetch-{{ "
         ".Machine.Name }}.conf\n"
         "  - Name: unpack-rootfs.sh.tmpl\n    Contents: |\n"_s +
             indented(script)},
        {u"profiles/site-west.yaml"_s,
         u"Name: site-west\nDescription: The western site\nParams:\n  install/mirror: http://10.20.0.9/deb\n"
         "  ntp/servers: [10.20.0.2, 10.20.0.3]\n  universal/linux-install-during-flexiflow: [unpack-rootfs]\n"_s},
        {u"profiles/hw-2u-nvme.yaml"_s,
         u"Name: hw-2u-nvme\nProfiles: [site-west]\nParams: {storage/layout: mirror-root}\n"_s},
        {u"stages/site-install.yaml"_s, u"Name: site-install\nTasks: [uptime-check, unpack-rootfs]\n"_s},
        {u"workflows/site-reinstall.yaml"_s,
         u"Name: site-reinstall\nDescription: Installs anew\nStages: [site-install]\n"_s},
        {u"blueprints/site-refresh.yaml"_s, u"Name: site-refresh\nTasks: [unpack-rootfs]\n"_s},
    };
}

ContentScene::ContentScene() : m_world({.machines = 8, .packs = {site(u"install/pots"_s)}})
{
    for (int i = 1; i <= 4; ++i) {
        Commands::EditMachine edit{.machine = u"m-00%1"_s.arg(i)};
        edit.profiles = QStringList{i > 2 ? u"hw-2u-nvme"_s : u"site-west"_s};
        if (i != 2)
            edit.set = {{u"install/post"_s, u"grub-serial"_s}};
        (void)m_world.must(edit);
    }
}

Result<Answer> ContentScene::answer(const Query& query)
{
    BegunAnswer begun = beginAnswer(m_world.core(), query);
    if (auto* whole = std::get_if<Result<Answer>>(&begun))
        return *whole;
    if (auto* heavy = std::get_if<PoolHalf>(&begun))
        return (*heavy)();
    return fail(u"not-scripted"_s, u"The scene has no history."_s);
}

ChangeBatch ContentScene::snapshot()
{
    ChangeBatch batch;
    batch.snapshot = true;
    for (const auto& [id, machine] : m_world.state().all<Machine>())
        batch.machines.changed.append(machine);
    for (const auto& [name, pool] : m_world.state().all<Pool>())
        batch.pools.changed.append(pool);
    for (const auto& [name, profile] : m_world.state().all<Profile>())
        batch.profiles.changed.append(profile);
    for (const auto& [name, pack] : m_world.state().all<PackRef>())
        batch.packs.changed.append(pack);
    batch.figures.seq = m_world.state().ledger().seq;
    batch.figures.now = m_world.state().ledger().at;
    return batch;
}

} // namespace Drover::Testing
