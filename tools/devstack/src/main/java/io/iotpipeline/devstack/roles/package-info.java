/** The roles of a secured stack in Cassandra: who may log in, and what each may do. */
package io.iotpipeline.devstack.roles;
