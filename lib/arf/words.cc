// SPDX-License-Identifier: MIT
#include "arf/words.hh"

#include <array>

namespace calspam {
namespace {

constexpr ReportWords kWords[] = {
    {
        .language = "en",
        .complaint = "A recipient complained about the message below.",
        .trap = "The message below came to an address that nobody uses and "
                "nobody gave away (a spam trap).",
        .draft = "DRAFT: nobody has complained yet. A person must look at "
                 "this report before it is sent.",
        .what = "This is an abuse report in the format of RFC 5965. It is "
                "about an invitation or event that was put before a user "
                "against that user's will.",
        .fraud = "We take it for an attempt at fraud or phishing.",
        .virus = "We take it for a carrier of malicious software.",
        .not_spam = "It was held back as spam and is none, says its "
                    "recipient.",
        .original_whole = "The message is attached as it arrived.",
        .original_headers = "Of the message, its header is attached.",
        .redacted = "Addresses and names of recipients are replaced by keyed "
                    "hashes: the same hash stands for the same recipient.",
        .stop = "To get no more reports, or to get them at another address, "
                "answer this mail; a person reads the answers.",
        .no_mail = "There is no mail to go with this complaint: only the "
                   "calendar entry is at hand.",
        .harmless = "Links are written so that nobody follows them by "
                    "accident.",
        .incident = "Incident",
        .arrival = "Arrived",
        .source_ip = "Source IP address",
        .source_port = "Source port",
        .mail_from = "Envelope sender",
        .recipient = "Recipient",
        .message_id = "Message-ID",
        .subject = "Subject",
        .from = "From",
        .incidents = "Incidents in this report",
        .reporting_mta = "Received by",
        .event = "Event",
        .method = "Method",
        .uid = "Calendar UID",
        .recurrence_id = "Recurrence ID",
        .sequence = "Sequence",
        .organizer = "Organizer",
        .summary = "Title",
        .start = "Start",
        .end = "End",
        .recurrence = "Repeats",
        .location = "Location",
        .more_events = "More events in the message",
        .links = "Links",
        .findings = "What was found",
        .clauses = "CC/R 18003",
        .unknown = "unknown",
    },
    {
        .language = "de",
        .complaint = "Ein Empfänger hat sich über die folgende Nachricht "
                     "beschwert.",
        .trap = "Die folgende Nachricht ging an eine Adresse, die niemand "
                "benutzt und niemand weitergegeben hat (Spamfalle).",
        .draft = "ENTWURF: Noch hat sich niemand beschwert. Bevor diese "
                 "Meldung abgeschickt wird, muss ein Mensch sie ansehen.",
        .what = "Dies ist eine Missbrauchsmeldung im Format von RFC 5965. "
                "Sie betrifft eine Einladung oder einen Termin, der einem "
                "Nutzer gegen seinen Willen vorgelegt wurde.",
        .fraud = "Wir halten die Nachricht für einen Betrugsversuch oder für "
                 "Phishing.",
        .virus = "Wir halten die Nachricht für einen Träger von "
                 "Schadprogrammen.",
        .not_spam = "Die Nachricht wurde als Spam zurückgehalten und ist nach "
                    "Auskunft des Empfängers keiner.",
        .original_whole = "Die Nachricht liegt bei, wie sie ankam.",
        .original_headers = "Von der Nachricht liegt der Kopf bei.",
        .redacted = "Adressen und Namen von Empfängern sind durch "
                    "schlüsselabhängige Hashwerte ersetzt: Gleiche Werte "
                    "stehen für gleiche Empfänger.",
        .stop = "Wer keine Meldungen mehr oder sie an eine andere Adresse "
                "bekommen möchte, antworte bitte auf diese Mail; Antworten "
                "liest ein Mensch.",
        .no_mail = "Zu dieser Beschwerde gibt es keine Mail: Nur der "
                   "Kalendereintrag liegt vor.",
        .harmless = "Links sind so geschrieben, dass ihnen niemand aus "
                    "Versehen folgt.",
        .incident = "Vorfall",
        .arrival = "Angekommen",
        .source_ip = "IP-Adresse der Quelle",
        .source_port = "Port der Quelle",
        .mail_from = "Absender im Umschlag",
        .recipient = "Empfänger",
        .message_id = "Message-ID",
        .subject = "Betreff",
        .from = "Von",
        .incidents = "Vorfälle in dieser Meldung",
        .reporting_mta = "Angenommen von",
        .event = "Termin",
        .method = "Methode",
        .uid = "Kalender-UID",
        .recurrence_id = "Recurrence-ID",
        .sequence = "Sequenz",
        .organizer = "Organisator",
        .summary = "Titel",
        .start = "Beginn",
        .end = "Ende",
        .recurrence = "Wiederholung",
        .location = "Ort",
        .more_events = "Weitere Termine in der Nachricht",
        .links = "Links",
        .findings = "Befunde",
        .clauses = "CC/R 18003",
        .unknown = "unbekannt",
    },
    {
        .language = "fr",
        .complaint = "Un destinataire s'est plaint du message ci-dessous.",
        .trap = "Le message ci-dessous est arrivé à une adresse que personne "
                "n'utilise ni n'a communiquée (adresse piège).",
        .draft = "BROUILLON : personne ne s'est encore plaint. Quelqu'un doit "
                 "relire ce signalement avant l'envoi.",
        .what = "Ceci est un signalement d'abus au format RFC 5965. Il "
                "concerne une invitation ou un événement imposé à un "
                "utilisateur contre son gré.",
        .fraud = "Nous y voyons une tentative de fraude ou d'hameçonnage.",
        .virus = "Nous pensons qu'il transporte un logiciel malveillant.",
        .not_spam = "Il a été retenu comme indésirable et ne l'est pas, selon "
                    "son destinataire.",
        .original_whole = "Le message est joint tel qu'il est arrivé.",
        .original_headers = "L'en-tête du message est joint.",
        .redacted = "Les adresses et les noms des destinataires sont "
                    "remplacés par des empreintes à clé : une même empreinte "
                    "désigne un même destinataire.",
        .stop = "Pour ne plus recevoir de signalements, ou les recevoir à une "
                "autre adresse, répondez à ce message ; une personne lit les "
                "réponses.",
        .no_mail = "Aucun courriel n'accompagne cette plainte : seule "
                   "l'entrée d'agenda est disponible.",
        .harmless = "Les liens sont écrits de façon que personne ne les suive "
                    "par accident.",
        .incident = "Incident",
        .arrival = "Arrivé",
        .source_ip = "Adresse IP source",
        .source_port = "Port source",
        .mail_from = "Expéditeur de l'enveloppe",
        .recipient = "Destinataire",
        .message_id = "Message-ID",
        .subject = "Objet",
        .from = "De",
        .incidents = "Incidents dans ce signalement",
        .reporting_mta = "Reçu par",
        .event = "Événement",
        .method = "Méthode",
        .uid = "UID d'agenda",
        .recurrence_id = "Recurrence-ID",
        .sequence = "Séquence",
        .organizer = "Organisateur",
        .summary = "Titre",
        .start = "Début",
        .end = "Fin",
        .recurrence = "Répétition",
        .location = "Lieu",
        .more_events = "Autres événements du message",
        .links = "Liens",
        .findings = "Constatations",
        .clauses = "CC/R 18003",
        .unknown = "inconnu",
    },
    {
        .language = "es",
        .complaint = "Un destinatario se ha quejado del mensaje siguiente.",
        .trap = "El mensaje siguiente llegó a una dirección que nadie usa ni "
                "ha dado a conocer (dirección trampa).",
        .draft = "BORRADOR: nadie se ha quejado todavía. Una persona debe "
                 "revisar este informe antes de enviarlo.",
        .what = "Este es un informe de abuso en el formato de RFC 5965. Trata "
                "de una invitación o un evento presentado a un usuario contra "
                "su voluntad.",
        .fraud = "Lo tomamos por un intento de fraude o de phishing.",
        .virus = "Lo tomamos por portador de programas maliciosos.",
        .not_spam = "Fue retenido como correo no deseado y, según su "
                    "destinatario, no lo es.",
        .original_whole = "Se adjunta el mensaje tal como llegó.",
        .original_headers = "Se adjunta la cabecera del mensaje.",
        .redacted = "Las direcciones y los nombres de los destinatarios se "
                    "sustituyen por resúmenes con clave: un mismo resumen "
                    "designa al mismo destinatario.",
        .stop = "Para no recibir más informes, o recibirlos en otra "
                "dirección, responda a este mensaje; una persona lee las "
                "respuestas.",
        .no_mail = "No hay correo que acompañe esta queja: solo se dispone de "
                   "la entrada de calendario.",
        .harmless = "Los enlaces están escritos de modo que nadie los siga "
                    "sin querer.",
        .incident = "Incidente",
        .arrival = "Llegada",
        .source_ip = "Dirección IP de origen",
        .source_port = "Puerto de origen",
        .mail_from = "Remitente del sobre",
        .recipient = "Destinatario",
        .message_id = "Message-ID",
        .subject = "Asunto",
        .from = "De",
        .incidents = "Incidentes en este informe",
        .reporting_mta = "Recibido por",
        .event = "Evento",
        .method = "Método",
        .uid = "UID de calendario",
        .recurrence_id = "Recurrence-ID",
        .sequence = "Secuencia",
        .organizer = "Organizador",
        .summary = "Título",
        .start = "Inicio",
        .end = "Fin",
        .recurrence = "Repetición",
        .location = "Lugar",
        .more_events = "Más eventos en el mensaje",
        .links = "Enlaces",
        .findings = "Hallazgos",
        .clauses = "CC/R 18003",
        .unknown = "desconocido",
    },
};

constexpr auto kLanguages =
    std::to_array<std::string_view>({"en", "de", "fr", "es"});

}  // namespace

const ReportWords* report_words(std::string_view language) {
  for (const ReportWords& words : kWords)
    if (words.language == language) return &words;
  return nullptr;
}

std::span<const std::string_view> report_languages() {
  return kLanguages;
}

}  // namespace calspam
