using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

// The least that a web application can be: what the start and the memory of ours are held against.
var app = WebApplication.CreateBuilder(args).Build();
app.MapGet("/", (HttpContext context) => context.Response.WriteAsync("Hello World!"));
app.Run();
