/* One row per task, in the order of the menu: TASK_ROW(recall, label) is `const Task task_recall` in the file task_recall.c, and `recall` is
   what is typed for it. Included with TASK_ROW defined. A new task is a row here and its file. */
TASK_ROW(recall, "Delayed recall")
TASK_ROW(adding, "Adding problem")
TASK_ROW(order, "Temporal order")
TASK_ROW(copy, "Copy memory")
TASK_ROW(latch, "Latch")
TASK_ROW(parity, "Parity")
TASK_ROW(reber, "Embedded Reber grammar")
TASK_ROW(anbn, "aⁿXbⁿ")
TASK_ROW(sine, "Sine")
TASK_ROW(sines, "Superimposed sines")
TASK_ROW(ahead, "Look ahead")
TASK_ROW(text, "Text")
