export { type FakeTeacherOptions, fakeTeacher } from './fake-teacher.js';
