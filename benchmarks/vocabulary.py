"""The words of which made-up events are put together: French, as a public body's editors type it."""

from __future__ import annotations

KINDS = (
    "Atelier",
    "Webinaire",
    "Formation",
    "Réunion d'information",
    "Rencontre",
    "Conférence",
    "Café des équipes",
    "Journée d'étude",
)
THEMES = (
    "l’accessibilité des formulaires",
    "les archives du cadastre",
    "la sobriété des serveurs",
    "le langage clair",
    "les logiciels partagés",
    "la relecture à plusieurs",
    "les données des bibliothèques",
    "l’accueil téléphonique",
    "les signatures électroniques",
    "la cartographie des zones humides",
    "les tableaux de bord",
    "l’hébergement mutualisé",
    "la mesure d’audience",
    "les courriels de relance",
    "l’état civil dématérialisé",
    "la médiation numérique",
)
PEOPLE = (
    "les agentes et agents d’accueil",
    "les secrétaires de mairie",
    "les équipes de développement",
    "les responsables de service",
    "les juristes",
    "les bibliothécaires",
    "les élèves du lycée agricole",
    "les chargés de communication",
    "les archivistes",
    "les bénévoles du quartier",
)
BODIES = (
    "l’Agence des Deux-Vallées",
    "l’antenne numérique de Rochebrune",
    "la Maison des services d’Orvelle",
    "la communauté de communes du Haut-Plessis",
    "l’École des métiers publics",
    "la fédération des Fabriques rurales",
)
PLACES = (
    ("Maison des services", "4 rue des Lavandières, 98010 Orvelle"),
    ("Médiathèque « La Verrière »", "17 quai de l’Écluse, 98200 Rochebrune-sur-Aulne"),
    ("Hôtel d'agglomération - salle Joséphine", "1 place du Marché-aux-Grains, 98400 Le Plessis"),
    ("École des métiers publics, bâtiment C", "250 avenue des Érables, 98600 Saint-Cyr-l’Étang"),
    ("Tiers-lieu « Le Préau »", "Ancienne école, 98730 Bréal-les-Forêts"),
    ("En ligne, par visioconférence", ""),
)
WAYS = (
    ("Tramway", ("Ligne 3, arrêt « Écluse »",)),
    ("Bus", ("12 – Marché-aux-Grains", "Navette de la gare, toutes les vingt minutes")),
    ("Vélo", ("Arceaux sous le préau",)),
    ("Train", ("Gare de Rochebrune, à dix minutes à pied",)),
)
TAGS = (
    "accessibilité",
    "archives",
    "communs",
    "données ouvertes",
    "écriture",
    "formation continue",
    "médiation",
    "sobriété",
    "#TerritoiresEnLigne",
)
LEADS = (
    "{kind} : {theme}, avec {body}. **Une matinée pour comprendre, une après-midi pour essayer.**",
    "Vous travaillez avec {people} ? {body} vous propose un sujet : {theme}, exemples à l’appui.",
    "Et si l’on parlait d’autre chose ? Voici, avec {body} : {theme}. Venez poser vos questions.",
    "Depuis deux ans, {body} expérimente : voici, sans fard, ce qui a changé pour {people} ({theme}).",
    "Une séance pour {people}, afin de découvrir [la méthode commune]({link}) et, avec elle, {theme}.",
)
SENTENCES = (
    "Derrière un sujet d’apparence austère — {theme} —, il y a des gestes de tous les jours.",
    "À l’origine de ce rendez-vous, une remarque entendue au guichet : « on ne sait jamais qui appeler ».",
    "{body} a réuni {people} autour d’une grande table, une fois par mois, pendant un an.",
    "Le résultat tient en **douze fiches** et *trois principes*, que nous présenterons pas à pas.",
    "Aucune connaissance technique n’est demandée… seulement l’envie de regarder son travail autrement !",
    "Pour {people}, le gain est net : moins de ressaisie, moins d’attente, davantage de temps pour écouter.",
    "Les chiffres parlent d’eux-mêmes : 4 200 dossiers traités, 38 % d’appels en moins, 1 seule panne.",
    "Tout n’a pas marché ; c’est aussi de cela qu’il sera question.",
    "Nous relirons ensemble [le carnet de bord]({link}) de l’expérience, page après page.",
    'Un enregistrement sera publié sur [la page de la série]({link}){{:target="_blank"}} la semaine suivante.',
    "Les supports, placés sous licence libre, peuvent être repris, traduits et corrigés.",
    "« Je pensais perdre une journée, j’ai gagné un trimestre », résume une participante d’Orvelle.",
    "Entre deux démonstrations, {people} raconteront leur quotidien ; et {theme}, vu de près.",
    "Ni cours magistral ni argumentaire : des cas concrets, des erreurs assumées, des solutions modestes.",
    "**Bon à savoir :** les personnes sourdes ou malentendantes disposent d’une transcription simultanée.",
    "L’équipe répondra ensuite aux questions, sur place comme à distance.",
    "Chaque groupe repart avec un document d’une page, relu par {people}.",
    "La salle ouvre un quart d’heure plus tôt ; *le café est offert par {body}*.",
    "Voir aussi [le compte rendu de la séance précédente]({link}), qui reste d’actualité.",
    "On y parlera peu de technique, beaucoup d’organisation, et franchement de ce qui coûte.",
    "Que faire quand la procédure ne prévoit rien ? Cinq récits, cinq réponses — aucune ne ressemble à une autre.",
    "Les places sont comptées : merci de prévenir **au moins deux jours avant** si vous ne pouvez pas venir.",
    "Ce travail s’inscrit dans la durée : un point d’étape aura lieu chaque semestre, à l’œil nu et sans jargon.",
)
HEADINGS = (
    "Au programme",
    "Ce que vous apprendrez",
    "Pour qui ?",
    "Avant de venir",
    "Ils témoigneront",
    "Et après ?",
    "Pourquoi ce sujet, pourquoi maintenant ?",
)
ITEMS = (
    "**Comprendre** : d’où vient la règle, et à quoi elle sert",
    "**Essayer** : un exercice à deux, sur un dossier déjà clos",
    "**Comparer** : la pratique de {body}",
    "Repérer les trois obstacles que rencontrent {people}",
    "Un tour de table, puis une pause *(thé, café, pommes du verger)*",
    "Lire, crayon en main, [le guide « {theme} »]({link})",
    "Choisir une première étape, si petite soit-elle",
    "Écrire à [l’équipe](mailto:equipe@orvelle.example) pour rester en lien",
    "**Venir avec** un ordinateur, une question, une bonne paire d’oreilles",
    "Repartir avec un plan d’action d’une page – pas davantage",
)
QUOTES = (
    "« Le formulaire le plus simple est celui qu’on ne remplit pas. »",
    "« Il a suffi de changer l’ordre des questions. Personne n’y avait pensé. »",
    "« On nous avait promis un outil ; on nous a donné du temps, c’était mieux. »",
)
AUDIENCES = ("Tout public", "Agents publics", "Collectivités de moins de 3 500 habitants", "Équipes techniques")
REGISTRATIONS = (
    "Gratuite et obligatoire, dans la limite des places disponibles",
    "Inscription en ligne avant la veille à midi",
    "Sur inscription<br>Une confirmation vous sera envoyée par courriel",
)
