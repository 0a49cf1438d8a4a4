# SPDX-License-Identifier: MIT
# cmake -DCORE=calspam-core -DOUTPUT=FILE -DCOMMANDS=a,b -P front_texts.cmake:
# what calspam-core says of itself, as rows for front.cc.
set(questions "--version" "-V" "--help" "-h" "help")
string(REPLACE "," ";" commands "${COMMANDS}")
foreach(command IN LISTS commands)
  list(APPEND questions "help ${command}" "${command} --help" "${command} -h")
endforeach()
foreach(shell bash zsh fish)
  list(APPEND questions "completion ${shell}")
endforeach()

set(rows "")
foreach(question IN LISTS questions)
  separate_arguments(words UNIX_COMMAND "${question}")
  execute_process(COMMAND "${CORE}" ${words} OUTPUT_VARIABLE text
                  RESULT_VARIABLE status)
  if(NOT status EQUAL 0)
    message(FATAL_ERROR "calspam-core ${question}: ${status}")
  endif()
  string(APPEND rows "{\"${question}\", R\"~~(${text})~~\"},\n")
endforeach()
file(WRITE "${OUTPUT}" "${rows}")
