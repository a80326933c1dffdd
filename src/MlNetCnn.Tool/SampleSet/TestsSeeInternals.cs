using System.Runtime.CompilerServices;

[assembly: InternalsVisibleTo("MlNetCnn.Tool.Tests")]
