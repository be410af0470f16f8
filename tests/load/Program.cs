System.Console.WriteLine("load");
