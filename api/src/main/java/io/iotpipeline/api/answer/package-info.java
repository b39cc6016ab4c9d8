/** What the routes give: pages of JSON items, cursors, parameters, and problems in words. */
package io.iotpipeline.api.answer;
