// SPDX-License-Identifier: MIT
// Sentences and words of rules/actions.yaml, of the gate, of the policy and of
// the comparison with Appendix A, as they are there, and in other languages.
#include "report/explain_words.hh"

namespace calspam {
namespace {

constexpr Saying kSayings[] = {
    // Certainties, then classes, categories and groups of the rules.
    {"low", {"gering", "faible", "baja"}},
    {"medium", {"mittel", "moyenne", "media"}},
    {"high", {"hoch", "élevée", "alta"}},
    {"certain", {"sicher", "acquise", "segura"}},
    {"unwanted", {"unerwünscht", "indésirable", "no deseado"}},
    {"abuse", {"Missbrauch", "abus", "abuso"}},
    {"attack", {"Angriff", "attaque", "ataque"}},
    {"advert", {"Werbung", "publicité", "publicidad"}},
    {"callback",
     {"Rückruf-Betrug", "rappel frauduleux", "llamada fraudulenta"}},
    {"credential", {"Zugangsdaten", "identifiants", "credenciales"}},
    {"evasion", {"Umgehung von Filtern", "contournement", "evasión"}},
    {"fraud", {"Betrug", "fraude", "fraude"}},
    {"hijack", {"Übernahme", "détournement", "secuestro"}},
    {"malware", {"Schadprogramm", "logiciel malveillant", "malware"}},
    {"misconfigured",
     {"falsch eingerichtet", "mal configuré", "mal configurado"}},
    {"nuisance", {"Belästigung", "nuisance", "molestia"}},
    {"prompt-injection",
     {"Prompt-Injection", "injection d'invite", "inyección de prompt"}},
    {"content", {"Inhalt", "contenu", "contenido"}},
    {"links", {"Links", "liens", "enlaces"}},
    {"identity", {"Identität", "identité", "identidad"}},
    {"impact", {"Wirkung", "effet", "efecto"}},
    {"producer", {"Erzeuger", "producteur", "productor"}},
    {"scheduling", {"Terminplanung", "planification", "planificación"}},
    {"structure", {"Aufbau", "structure", "estructura"}},
    // Calendar parts.
    {"(none)", {"(nichts)", "(rien)", "(nada)"}},
    {"present", {"vorhanden", "présent", "presente"}},
    {"absent", {"fehlt", "absent", "ausente"}},
    {"attendees", {"Teilnehmer", "participants", "asistentes"}},
    {"alarms", {"Alarme", "alarmes", "alarmas"}},
    // Appendix A.1.
    {"multipart/mixed on top",
     {"multipart/mixed zuoberst", "multipart/mixed en tête",
      "multipart/mixed arriba"}},
    {"text/calendar with method",
     {"text/calendar mit method", "text/calendar avec method",
      "text/calendar con method"}},
    {"application/ics attachment",
     {"application/ics als Anhang", "application/ics en pièce jointe",
      "application/ics adjunto"}},
    {"not in a multipart/alternative",
     {"nicht in einem multipart/alternative",
      "pas dans un multipart/alternative",
      "no está en un multipart/alternative"}},
    {"no method parameter",
     {"ohne den Parameter method", "sans paramètre method",
      "sin parámetro method"}},
    {"method is not the METHOD of the calendar",
     {"method ist nicht die METHOD des Kalenders",
      "method n'est pas la METHOD du calendrier",
      "method no es la METHOD del calendario"}},
    {"sent as an attachment",
     {"als Anhang verschickt", "envoyé en pièce jointe",
      "enviado como adjunto"}},
    {"inside the multipart/alternative, as many producers have it",
     {"im multipart/alternative, wie bei vielen Programmen",
      "dans le multipart/alternative, comme chez bien des programmes",
      "dentro del multipart/alternative, como en muchos programas"}},
    {"not sent as an attachment",
     {"nicht als Anhang verschickt", "pas envoyé en pièce jointe",
      "no se envió como adjunto"}},
    {"not in base64", {"nicht in base64", "pas en base64", "no va en base64"}},
    {"its file name does not end .ics",
     {"der Dateiname endet nicht auf .ics",
      "son nom de fichier ne finit pas par .ics",
      "su nombre de archivo no acaba en .ics"}},
    {"before the text/plain",
     {"vor dem text/plain", "avant le text/plain", "antes del text/plain"}},
    // 5.2, the calendar system of the source.
    {"do not send the invitation",
     {"die Einladung nicht verschicken", "ne pas envoyer l'invitation",
      "no enviar la invitación"}},
    {"tell the user in the interface that the event was stopped, without "
     "saying which check did it",
     {"dem Nutzer in der Oberfläche sagen, dass der Termin angehalten wurde, "
      "ohne die Prüfung zu nennen",
      "dire à l'utilisateur dans l'interface que l'événement a été arrêté, "
      "sans nommer le contrôle",
      "decir al usuario en la interfaz que se detuvo el evento, sin nombrar "
      "la comprobación"}},
    {"tell the owner of the account by another way that it may have been taken "
     "over",
     {"dem Inhaber des Kontos auf anderem Weg sagen, dass es übernommen sein "
      "kann",
      "prévenir par une autre voie le titulaire du compte qu'il est peut-être "
      "détourné",
      "avisar por otra vía al titular de la cuenta de que puede estar "
      "secuestrada"}},
    {"limit how many events and attendees this account may add in an hour",
     {"begrenzen, wie viele Termine und Teilnehmer das Konto je Stunde anlegen "
      "darf",
      "limiter le nombre d'événements et de participants que ce compte peut "
      "ajouter par heure",
      "limitar cuántos eventos y asistentes puede añadir la cuenta por hora"}},
    {"ask for a CAPTCHA or a second factor before more events are made",
     {"vor weiteren Terminen ein CAPTCHA oder einen zweiten Faktor verlangen",
      "exiger un CAPTCHA ou un second facteur avant d'autres événements",
      "pedir un CAPTCHA o un segundo factor antes de crear más eventos"}},
    {"block the account, once several of its events were judged like this one",
     {"das Konto sperren, sobald mehrere seiner Termine so beurteilt wurden",
      "bloquer le compte dès que plusieurs de ses événements ont été jugés "
      "ainsi",
      "bloquear la cuenta cuando varios de sus eventos se hayan juzgado así"}},
    // 5.3, the mail system of the source; 4.2.2, relays.
    {"refuse it in the SMTP session, with a reason that the calendar system "
     "can show; send no later bounce",
     {"in der SMTP-Sitzung ablehnen, mit einem Grund, den das Kalendersystem "
      "zeigen kann; später keine Unzustellbarkeitsmeldung schicken",
      "le refuser pendant la session SMTP, avec un motif que le système "
      "d'agenda peut montrer ; pas d'avis de non-remise ensuite",
      "rechazarlo en la sesión SMTP, con un motivo que el sistema de "
      "calendario pueda mostrar; sin rebote posterior"}},
    {"discard it; nobody is told",
     {"verwerfen; niemand erfährt davon",
      "le supprimer ; personne n'en est averti",
      "descartarlo; no se avisa a nadie"}},
    {"report it to the calendar provider it came from, with Message-ID and UID",
     {"dem Kalenderanbieter melden, von dem es kam, mit Message-ID und UID",
      "le signaler au fournisseur d'agenda d'où il vient, avec Message-ID et "
      "UID",
      "informar al proveedor de calendario de donde vino, con Message-ID y "
      "UID"}},
    {"warn the mail providers of recipients that already got it, each about "
     "its own recipients only",
     {"die Mailanbieter der Empfänger warnen, die es schon haben, jeden nur "
      "über seine eigenen",
      "prévenir les fournisseurs des destinataires déjà atteints, chacun "
      "pour les siens seulement",
      "avisar a los proveedores de los destinatarios que ya lo tienen, a cada "
      "uno solo de los suyos"}},
    {"refuse it in the SMTP session",
     {"in der SMTP-Sitzung ablehnen", "le refuser pendant la session SMTP",
      "rechazarlo en la sesión SMTP"}},
    {"relay it with the verdict in a header field that the destination knows "
     "to be yours",
     {"weiterleiten, das Urteil in einem Kopffeld, das der Empfänger als eures "
      "kennt",
      "le relayer avec le verdict dans un champ d'en-tête que le destinataire "
      "sait être le vôtre",
      "reenviarlo con el veredicto en un campo de cabecera que el destino "
      "sepa que es suyo"}},
    // 6.2, the mail system of the destination.
    {"refuse it in the SMTP session; a bounce sent later would go to a forged "
     "sender",
     {"in der SMTP-Sitzung ablehnen; eine spätere Meldung ginge an einen "
      "gefälschten Absender",
      "le refuser pendant la session SMTP ; un avis plus tard irait à un "
      "expéditeur falsifié",
      "rechazarlo en la sesión SMTP; un rebote posterior iría a un remitente "
      "falso"}},
    {"put it into quarantine, from where the recipient can release it",
     {"in Quarantäne nehmen, aus der der Empfänger es befreien kann",
      "le mettre en quarantaine, d'où le destinataire peut le libérer",
      "ponerlo en cuarentena, de donde el destinatario pueda liberarlo"}},
    {"deliver it to the spam folder; the recipient can mark a false positive "
     "there",
     {"in den Spam-Ordner zustellen; dort kann der Empfänger einen Irrtum "
      "anzeigen",
      "le remettre dans le dossier spam ; le destinataire peut y signaler une "
      "erreur",
      "entregarlo en la carpeta de spam; allí el destinatario puede señalar "
      "un error"}},
    {"keep the event out of the calendar until the recipient asks for it",
     {"den Termin nicht in den Kalender lassen, bis der Empfänger ihn will",
      "garder l'événement hors de l'agenda jusqu'à ce que le destinataire le "
      "demande",
      "no dejar entrar el evento en el calendario hasta que lo pida el "
      "destinatario"}},
    // 7, the calendar of the destination; 7.1, the user's program.
    {"do not insert the event automatically",
     {"den Termin nicht automatisch eintragen",
      "ne pas inscrire l'événement automatiquement",
      "no apuntar el evento automáticamente"}},
    {"switch its alarms off on every device",
     {"seine Alarme auf allen Geräten abschalten",
      "couper ses alarmes sur tous les appareils",
      "apagar sus alarmas en todos los dispositivos"}},
    {"if the user inserts it, show the time as free, and the event as "
     "tentative",
     {"trägt der Nutzer ihn ein, die Zeit als frei und den Termin als "
      "vorläufig "
      "zeigen",
      "si l'utilisateur l'inscrit, montrer le temps comme libre et "
      "l'événement comme provisoire",
      "si el usuario lo apunta, mostrar el tiempo como libre y el evento como "
      "provisional"}},
    {"on \"mark as spam\" delete the event and the whole series without an "
     "answer to the organizer",
     {"bei \"als Spam markieren\" den Termin und die ganze Serie löschen, ohne "
      "dem Organisator zu antworten",
      "à \"marquer comme spam\", supprimer l'événement et toute la série sans "
      "répondre à l'organisateur",
      "con \"marcar como spam\", borrar el evento y toda la serie sin "
      "responder "
      "al organizador"}},
    {"offer to report it as an abuse report (ARF, RFC 5965) to the own "
     "provider",
     {"anbieten, es dem eigenen Anbieter als Missbrauch zu melden (ARF, "
      "RFC 5965)",
      "proposer de le signaler comme abus (ARF, RFC 5965) à son propre "
      "fournisseur",
      "ofrecer informar del abuso (ARF, RFC 5965) al propio proveedor"}},
    {"keep the Message-ID of the mail with the event, so that what brought it "
     "can be found",
     {"die Message-ID der Mail beim Termin aufheben, damit sich findet, was "
      "ihn brachte",
      "garder le Message-ID du courriel avec l'événement, pour retrouver ce "
      "qui l'a apporté",
      "guardar el Message-ID del correo con el evento, para hallar lo que lo "
      "trajo"}},
    {"send feedback to the domain that signed the mail, where it runs a "
     "feedback loop",
     {"der Domain, die die Mail signiert hat, Rückmeldung geben, wo sie eine "
      "Feedback-Schleife betreibt",
      "envoyer un retour au domaine qui a signé le courriel, s'il tient une "
      "boucle de rétroaction",
      "enviar una respuesta al dominio que firmó el correo, si mantiene un "
      "bucle de retroalimentación"}},
    // 8.1, feeds.
    {"hold the feed at its last good state and tell its owner",
     {"den Feed auf dem letzten guten Stand halten und dem Inhaber Bescheid "
      "geben",
      "garder le flux à son dernier bon état et prévenir son propriétaire",
      "mantener el canal en su último estado bueno y avisar a su dueño"}},
    {"leave these events and all alarms out of what subscribers get, until "
     "somebody has looked",
     {"diese Termine und alle Alarme den Abonnenten vorenthalten, bis jemand "
      "nachgesehen hat",
      "retirer ces événements et toutes les alarmes de ce que reçoivent les "
      "abonnés, jusqu'à examen",
      "quitar estos eventos y todas las alarmas de lo que reciben los "
      "suscriptores, hasta que alguien lo mire"}},
    // 7 d, what to offer.
    {"insert it without alarms and without an answer",
     {"ihn ohne Alarme und ohne Antwort eintragen",
      "l'inscrire sans alarmes et sans réponse",
      "apuntarlo sin alarmas y sin respuesta"}},
    {"accept it, and add the organizer to the address book",
     {"annehmen und den Organisator ins Adressbuch aufnehmen",
      "l'accepter et ajouter l'organisateur au carnet d'adresses",
      "aceptarlo y añadir al organizador a la libreta de direcciones"}},
    {"say that it is no spam",
     {"sagen, dass es kein Spam ist", "dire que ce n'est pas du spam",
      "decir que no es spam"}},
    {"delete it without an answer",
     {"ohne Antwort löschen", "le supprimer sans réponse",
      "borrarlo sin respuesta"}},
    {"report it", {"melden", "le signaler", "denunciarlo"}},
    {"block the organizer",
     {"den Organisator sperren", "bloquer l'organisateur",
      "bloquear al organizador"}},
    // Why the gate is as it is.
    {"judged as spam",
     {"als Spam beurteilt", "jugé comme spam", "juzgado como spam"}},
    {"judged as suspicious",
     {"als verdächtig beurteilt", "jugé suspect", "juzgado sospechoso"}},
    {"not read in full",
     {"nicht vollständig gelesen", "pas lu en entier", "no se leyó entero"}},
    {"another filter on the way called it spam: {}",
     {"ein anderer Filter unterwegs nannte es Spam: {}",
      "un autre filtre en chemin l'a dit spam : {}",
      "otro filtro en el camino lo llamó spam: {}"}},
    {"organizer {} is on the block list",
     {"Organisator {} steht auf der Sperrliste",
      "l'organisateur {} est sur la liste de blocage",
      "el organizador {} está en la lista de bloqueo"}},
    {"an event names no organizer",
     {"ein Termin nennt keinen Organisator",
      "un événement ne nomme pas d'organisateur",
      "un evento no nombra organizador"}},
    {"who is known to the recipient is not said; give a site file",
     {"wen der Empfänger kennt, ist nicht gesagt; eine Site-Datei sagt es",
      "qui le destinataire connaît n'est pas dit ; un fichier de site le "
      "dirait",
      "no se dice a quién conoce el destinatario; lo diría un archivo de "
      "sitio"}},
    {"organizer {} is in no address book or allow list",
     {"Organisator {} steht in keinem Adressbuch und keiner Erlaubnisliste",
      "l'organisateur {} n'est dans aucun carnet d'adresses ni liste "
      "d'autorisation",
      "el organizador {} no está en ninguna libreta ni lista de permitidos"}},
    {"organizer {} is known, but not authenticated",
     {"Organisator {} ist bekannt, aber nicht authentifiziert",
      "l'organisateur {} est connu, mais pas authentifié",
      "el organizador {} es conocido, pero no está autenticado"}},
    {"organizer is known and authenticated",
     {"der Organisator ist bekannt und authentifiziert",
      "l'organisateur est connu et authentifié",
      "el organizador es conocido y está autenticado"}},
};

}  // namespace

std::span<const Saying> sayings() {
  return kSayings;
}

}  // namespace calspam
