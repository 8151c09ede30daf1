export {
  type EmbeddedTeacher,
  type LoadTeacherOptions,
  loadTeacher,
  type TeacherSource,
} from './teacher/load-teacher.js';
