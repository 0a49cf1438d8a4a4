./two-parts.eml
"Your order \x1b[2J 4711 is confirmed"
Veredicto: sospechoso, 4.0 puntos: ataque (llamada fraudulenta), certeza media

Qué es
  Un correo con 2 partes de calendario.
  método       REQUEST: pide apuntar un evento, o cambiarlo
  de           "Support ✓" <desk@seller.example>
  para         kim@example.org
  organizador  "Support" <desk@other.example>
  llegada      2026-11-16T09:12:05Z (según el campo Received más reciente)
  evento       "Your order 4711 is confirmed", 2026-11-18T10:00:00Z a
               2026-11-18T10:30:00Z, 1 asistente
               y 1 más
  deja         20 entradas, suena una vez en cada una

Por qué
   4.0  number-to-call
        (contenido, certeza alta; CC/R 18003 6.2 c.1)
        Call +1 202 555 0147 to cancel USD 499 gives the number +12025550147
        en: parte 1.2, SUMMARY, línea 64:1
           64 | SUMMARY:Call +1 202 555 0147 to cancel USD 499
              | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  En total, cada grupo hasta su tope: contenido 4.0 = 4.0

Qué habla en contra
  Un correo honrado también puede tener este aspecto:
  - number-to-call: Dial-in numbers of conferences.

Qué no se pudo comprobar
  - quién lo envió: ningún receptor anotó resultados de SPF, DKIM o DMARC, y las
    claves de las firmas no se consultan
  - adónde llevan los enlaces: nada se descargó ni se consultó
  - cómo lo leen gmime y libical: se les pregunta donde algo es raro
